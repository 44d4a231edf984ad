//! What a column of a sheet of volunteers can hold.

use crate::import::columns::Field;
use crate::import::roster::looks_like_a_zone;
use crate::text::EmailAddress;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnrolmentField {
    Person,
    Role,
    Capacity,
    Hours,
    Offers,
    Wants,
    Goals,
    TimeZone,
    Languages,
    Meeting,
    Style,
    Line,
}

impl EnrolmentField {
    /// The field a problem of [`crate::enrolment::AnswersDraft`] is about.
    pub fn of_draft(field: &str) -> Option<Self> {
        Some(match field {
            "capacity" => EnrolmentField::Capacity,
            "hours_per_month" => EnrolmentField::Hours,
            "offers" => EnrolmentField::Offers,
            "wants" => EnrolmentField::Wants,
            "goals" => EnrolmentField::Goals,
            "languages" => EnrolmentField::Languages,
            "time_zone" => EnrolmentField::TimeZone,
            "moments" | "hopes" => EnrolmentField::Line,
            _ => return None,
        })
    }
}

impl Field for EnrolmentField {
    const ALL: &'static [Self] = &[
        EnrolmentField::Person,
        EnrolmentField::Role,
        EnrolmentField::Capacity,
        EnrolmentField::Hours,
        EnrolmentField::Offers,
        EnrolmentField::Wants,
        EnrolmentField::Goals,
        EnrolmentField::TimeZone,
        EnrolmentField::Languages,
        EnrolmentField::Meeting,
        EnrolmentField::Style,
        EnrolmentField::Line,
    ];

    fn key(self) -> &'static str {
        match self {
            EnrolmentField::Person => "person",
            EnrolmentField::Role => "role",
            EnrolmentField::Capacity => "capacity",
            EnrolmentField::Hours => "hours",
            EnrolmentField::Offers => "offers",
            EnrolmentField::Wants => "wants",
            EnrolmentField::Goals => "goals",
            EnrolmentField::TimeZone => "time_zone",
            EnrolmentField::Languages => "languages",
            EnrolmentField::Meeting => "meeting",
            EnrolmentField::Style => "style",
            EnrolmentField::Line => "line",
        }
    }

    fn label(self) -> &'static str {
        match self {
            EnrolmentField::Person => "Person (e-mail or number)",
            EnrolmentField::Role => "Role",
            EnrolmentField::Capacity => "Capacity",
            EnrolmentField::Hours => "Hours per month",
            EnrolmentField::Offers => "Skills offered",
            EnrolmentField::Wants => "Skills wanted",
            EnrolmentField::Goals => "Goals",
            EnrolmentField::TimeZone => "Time zone",
            EnrolmentField::Languages => "Languages",
            EnrolmentField::Meeting => "Meeting preference",
            EnrolmentField::Style => "Working style",
            EnrolmentField::Line => "Been through / hoping for",
        }
    }

    #[rustfmt::skip]
    fn headers(self) -> &'static [&'static str] {
        match self {
            EnrolmentField::Person => &[
                "email", "emailaddress", "workemail", "mail", "mailadresse", "emailadresse",
                "courriel", "adressemail", "correo", "correoelectronico", "employeenumber",
                "employeeid", "employeekey", "personnelnumber", "personalnummer", "matricule",
                "number", "id", "person", "~email", "~courriel",
            ],
            EnrolmentField::Role => &[
                "role", "mentorormentee", "as", "takepartas", "participation", "rolle", "rol",
                "ruolo", "papel", "~role",
            ],
            EnrolmentField::Capacity => &[
                "capacity", "places", "mentees", "numberofmentees", "howmanymentees",
                "kapazitat", "capacite", "capacidad", "plazas", "~capacity", "~mentees",
            ],
            EnrolmentField::Hours => &[
                "hourspermonth", "hours", "monthlyhours", "hoursamonth", "stundenpromonat",
                "stunden", "heuresparmois", "heures", "horasalmes", "horas", "~hours",
            ],
            EnrolmentField::Offers => &[
                "skillsoffered", "offers", "offered", "canhelpwith", "experience", "expertise",
                "skills", "erfahrung", "kompetenzen", "competencesoffertes", "competences",
                "ofrece", "~offer", "~canhelp",
            ],
            EnrolmentField::Wants => &[
                "skillswanted", "wants", "wanted", "wantshelpwith", "needs", "interests",
                "topics", "lernwunsche", "competencesrecherchees", "busca", "~wanted",
                "~wouldlike",
            ],
            EnrolmentField::Goals => &["goals", "goal", "ziele", "objectifs", "objetivos"],
            EnrolmentField::TimeZone => &[
                "timezone", "tz", "zeitzone", "fuseauhoraire", "zonahoraria", "fusoorario",
                "tijdzone",
            ],
            EnrolmentField::Languages => &[
                "languages", "language", "spokenlanguages", "sprachen", "sprache", "langues",
                "langue", "idiomas", "idioma", "lingue", "talen", "~language",
            ],
            EnrolmentField::Meeting => &[
                "meetingpreference", "meeting", "meetings", "preferredmeeting", "meetingformat",
                "treffen", "rencontre", "reunion", "~meet",
            ],
            EnrolmentField::Style => &["workingstyle", "style", "arbeitsweise", "stil", "estilo"],
            EnrolmentField::Line => &[
                "beenthroughhopingfor", "beenthrough", "hopingfor", "moments", "moment",
                "hopes", "hope", "motivation", "comment", "comments", "aboutme",
                "ihavebeenthrough", "~hoping", "~beenthrough",
            ],
        }
    }

    fn suits(self, value: &str) -> bool {
        match self {
            EnrolmentField::Person => !value.contains(char::is_whitespace),
            EnrolmentField::Capacity => value.parse::<i32>().is_ok(),
            EnrolmentField::Hours => value.replace(',', ".").parse::<f64>().is_ok(),
            EnrolmentField::TimeZone => looks_like_a_zone(value),
            EnrolmentField::Role => value.chars().count() <= 40,
            _ => EmailAddress::parse(value).is_err(),
        }
    }

    fn speaks_for_itself(self) -> bool {
        matches!(self, EnrolmentField::TimeZone)
    }
}
