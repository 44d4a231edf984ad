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
        if raw.eq_ignore_ascii_case(email.as_str()) {
            return refuse("is your e-mail address; please choose something only you know".into());
        }
        Ok(NewPassword(raw.to_owned()))
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
        let password =
            email
                .as_ref()
                .and_then(|email| match NewPassword::parse(&self.password, email) {
                    Ok(password) => Some(password),
                    Err(problem) => {
                        problems.add("password", problem.message);
                        None
                    }
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
        let problems = SetupDraft {
            email: "ada@example.org".into(),
            ..Default::default()
        }
        .validate()
        .err()
        .unwrap();
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["organisation", "name", "password"]);
    }
}
