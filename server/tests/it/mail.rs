//! Mail goes out once, and its secret is forgotten.

use crate::support::fixtures::token_of;
use crate::support::{Server, both_databases};
use pairwell_domain::api::sign_in::{
    ForgotPassword, ForgotPasswordRequest, LinkToken, ListLinks, LookAtLink,
};
use pairwell_server::jobs::send_mail::{Mailer, send_due};
use pairwell_server::store::mail::MOST_ATTEMPTS;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// A mail server that takes everything, or refuses everything, and passes on
/// what it took.
async fn mail_server(takes: bool) -> (Mailer, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (taken, mail) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let taken = taken.clone();
            tokio::spawn(async move { converse(stream, takes, &taken).await });
        }
    });
    let mailer = Mailer::new(&url, "Mentoring <mentoring@example.org>").unwrap();
    (mailer, mail)
}

async fn converse(stream: TcpStream, takes: bool, taken: &mpsc::UnboundedSender<String>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 here\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match line.get(..4).unwrap_or_default() {
            "EHLO" => "250 here",
            "RCPT" if !takes => "550 nobody",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.unwrap();
                let mut text = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    text.push_str(&line);
                    text.push('\n');
                }
                let _ = taken.send(text);
                "250 taken"
            }
            _ => "250 fine",
        };
        write
            .write_all(format!("{answer}\r\n").as_bytes())
            .await
            .unwrap();
    }
}

async fn ask_for_reset(server: &Server) {
    let asked = ForgotPasswordRequest {
        email: "ada@example.org".into(),
    };
    let client = server.client();
    client.call::<ForgotPassword>((), (), asked).await.unwrap();
}

both_databases! {
    async fn a_reset_is_mailed_once_with_a_link_that_works(server) {
        server.account("Ada").await;
        ask_for_reset(&server).await;
        let (mailer, mut mail) = mail_server(true).await;
        send_due(&server.app, &mailer).await.unwrap();
        send_due(&server.app, &mailer).await.unwrap();
        let text = mail.recv().await.unwrap();
        assert!(text.contains("ada@example.org") && text.contains("Set a new password"), "{text}");
        assert!(mail.try_recv().is_err(), "and only once");

        let unfolded = text.replace("=\n", "").replace("=3D", "=");
        let url = unfolded.lines().find(|line| line.contains("/link#")).unwrap();
        let looked = LinkToken { token: token_of(url.trim()) };
        let purpose = server.client().call::<LookAtLink>((), (), looked).await.unwrap();
        assert_eq!(purpose.name.as_deref(), Some("Ada"));
        let admin = server.signed_in(&server.admin("Kim").await).await;
        assert_eq!(admin.call::<ListLinks>((), (), ()).await.unwrap(), []);
    }

    async fn a_mail_nobody_takes_is_tried_again_later_and_in_the_end_left_to_the_admin(server) {
        server.account("Ada").await;
        ask_for_reset(&server).await;
        let (mailer, _mail) = mail_server(false).await;
        for _ in 0..MOST_ATTEMPTS {
            send_due(&server.app, &mailer).await.unwrap();
            server.pass(3 * 3600);
        }
        let now = server.now().plus_seconds(-24 * 3600 + 1);
        let waiting =
            pairwell_server::store::mail::waiting_links(server.db(), true, now).await.unwrap();
        assert_eq!(waiting.len(), 1, "given up: {waiting:?}");
    }
}
