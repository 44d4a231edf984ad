//! Accounts: who can sign in, and what they type to do so.

use crate::problem::{FieldProblem, FieldProblems};
use crate::text::EmailAddress;

/// Shortest password accepted, in characters. Length beats composition rules
/// (NIST SP 800-63B); there are none.
pub const PASSWORD_MIN: usize = 12;
/// Longest password accepted, so that hashing one is never an attack.
pub const PASSWORD_MAX: usize = 256;

/// A password that may be set: long enough, not absurdly long, and not the
/// person's own address.
pub struct NewPassword(String);

impl NewPassword {
    pub fn parse(raw: &str, email: &EmailAddress) -> Result<Self, FieldProblem> {
        Self::check_length(raw)?;
        if raw.eq_ignore_ascii_case(email.as_str()) {
            return Err(FieldProblem::new(
                "password",
                "is your e-mail address; please choose something only you know",
            ));
        }
        Ok(NewPassword(raw.to_owned()))
    }

    fn check_length(raw: &str) -> Result<(), FieldProblem> {
        let length = raw.chars().count();
        let refuse = |message: String| Err(FieldProblem::new("password", message));
        if length < PASSWORD_MIN {
            return refuse(format!(
                "has {length} characters; please use at least {PASSWORD_MIN}"
            ));
        }
        if length > PASSWORD_MAX {
            return refuse(format!(
                "has {length} characters; at most {PASSWORD_MAX} fit"
            ));
        }
        Ok(())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What somebody types to create the first account of an installation.
#[derive(Clone, Debug, Default)]
pub struct SetupDraft {
    pub organisation: String,
    pub name: String,
    pub email: String,
    pub password: String,
}

/// A [`SetupDraft`] that may be acted on.
pub struct Setup {
    pub organisation: String,
    pub name: String,
    pub email: EmailAddress,
    pub password: NewPassword,
}

impl SetupDraft {
    pub fn validate(&self) -> Result<Setup, Vec<FieldProblem>> {
        let mut problems = FieldProblems::default();
        let organisation = problems.line("organisation", &self.organisation, 120);
        let name = problems.line("name", &self.name, 120);
        let email = problems.take("email", EmailAddress::parse(&self.email));
        let password = match &email {
            Some(email) => NewPassword::parse(&self.password, email).map(Some),
            // Without an address to compare with, its length still counts.
            None => NewPassword::check_length(&self.password).map(|()| None),
        };
        let password = password.unwrap_or_else(|problem| {
            problems.add("password", problem.message);
            None
        });
        let all = organisation.zip(name).zip(email).zip(password);
        problems.into_result(|| {
            let (((organisation, name), email), password) = all.expect("no field had a problem");
            Setup {
                organisation,
                name,
                email,
                password,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_password_says_how_long_it_must_be() {
        let email = EmailAddress::parse("ada@example.org").unwrap();
        let problem = NewPassword::parse("short", &email).err().unwrap();
        assert_eq!(problem.message, "has 5 characters; please use at least 12");
        assert!(NewPassword::parse("ADA@example.org", &email).is_err());
        assert!(NewPassword::parse("correct horse battery", &email).is_ok());
    }

    #[test]
    fn every_problem_of_a_setup_is_told_at_once() {
        let fields = |draft: SetupDraft| {
            let problems = draft.validate().err().unwrap();
            let fields: Vec<_> = problems.into_iter().map(|p| p.field).collect();
            fields.join(" ")
        };
        assert_eq!(
            fields(SetupDraft::default()),
            "organisation name email password"
        );
        let with_email = SetupDraft {
            email: "ada@example.org".into(),
            ..Default::default()
        };
        assert_eq!(fields(with_email), "organisation name password");
    }
}
