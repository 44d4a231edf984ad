//! What a column of a roster can hold. Anything else in the file, and HR exports
//! hold much that is private, is never read.

use crate::import::columns::Field;
use crate::import::dates::WrittenDate;
use crate::import::value::squashed;
use crate::text::EmailAddress;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RosterField {
    Number,
    Manager,
    Email,
    FirstName,
    LastName,
    Name,
    Title,
    Unit,
    Level,
    Location,
    TimeZone,
    StartedOn,
    EndedOn,
    Status,
}

impl RosterField {
    /// How it stands in a sentence.
    pub const fn word(self) -> &'static str {
        match self {
            RosterField::Number => "number",
            RosterField::Manager => "manager",
            RosterField::Email => "e-mail address",
            RosterField::FirstName => "first name",
            RosterField::LastName => "last name",
            RosterField::Name => "name",
            RosterField::Title => "job title",
            RosterField::Unit => "unit",
            RosterField::Level => "level",
            RosterField::Location => "location",
            RosterField::TimeZone => "time zone",
            RosterField::StartedOn => "start date",
            RosterField::EndedOn => "end date",
            RosterField::Status => "status",
        }
    }
}

impl Field for RosterField {
    const ALL: &'static [Self] = &[
        RosterField::Number,
        RosterField::Manager,
        RosterField::Email,
        RosterField::FirstName,
        RosterField::LastName,
        RosterField::Name,
        RosterField::Title,
        RosterField::Unit,
        RosterField::Level,
        RosterField::Location,
        RosterField::TimeZone,
        RosterField::StartedOn,
        RosterField::EndedOn,
        RosterField::Status,
    ];

    fn key(self) -> &'static str {
        match self {
            RosterField::Number => "number",
            RosterField::Manager => "manager",
            RosterField::Email => "email",
            RosterField::FirstName => "first_name",
            RosterField::LastName => "last_name",
            RosterField::Name => "name",
            RosterField::Title => "title",
            RosterField::Unit => "unit",
            RosterField::Level => "level",
            RosterField::Location => "location",
            RosterField::TimeZone => "time_zone",
            RosterField::StartedOn => "started_on",
            RosterField::EndedOn => "ended_on",
            RosterField::Status => "status",
        }
    }

    fn label(self) -> &'static str {
        match self {
            RosterField::Number => "Number",
            RosterField::Manager => "Manager (number or e-mail)",
            RosterField::Email => "E-mail",
            RosterField::FirstName => "First name",
            RosterField::LastName => "Last name",
            RosterField::Name => "Name",
            RosterField::Title => "Job title",
            RosterField::Unit => "Unit",
            RosterField::Level => "Level (1 is the most senior)",
            RosterField::Location => "Location",
            RosterField::TimeZone => "Time zone",
            RosterField::StartedOn => "Start date",
            RosterField::EndedOn => "End date",
            RosterField::Status => "Status (current or left)",
        }
    }

    #[rustfmt::skip]
    fn headers(self) -> &'static [&'static str] {
        match self {
            RosterField::Number => &[
                "employeenumber", "employeeid", "employeeno", "personnelnumber", "personnelno",
                "personnelid", "personnumber", "staffnumber", "staffid", "workerid", "associateid",
                "payrollnumber", "badgenumber", "employeekey", "employeecode", "empid", "empno",
                "emplid", "pernr", "personid", "personalnummer", "personalnr",
                "mitarbeiternummer", "mitarbeiternr", "mitarbeiterid", "matricule",
                "numeroemploye", "numerodemploye", "numeroempleado", "numerodeempleado",
                "legajo", "matricola", "matricula", "personeelsnummer", "medewerkernummer",
                "anstallningsnummer", "medarbejdernummer", "ansattnummer", "number", "nummer",
                "numero", "id", "no",
            ],
            RosterField::Manager => &[
                "managernumber", "managerid", "managersid", "managerkey", "managerno",
                "manageremployeeid", "manageremployeenumber", "managerpersonid",
                "linemanagerid", "linemanagernumber", "supervisorid", "supervisornumber",
                "reportstoid", "reportsto", "reportstonumber", "parentemployeekey",
                "parentemployeeid", "parentid", "manageremail", "manageremailaddress",
                "linemanageremail", "supervisoremail", "reportstoemail", "linemanager",
                "manager", "supervisor", "superior", "vorgesetztennummer",
                "personalnummervorgesetzter", "vorgesetzterpersonalnummer", "vorgesetztenemail",
                "vorgesetzter", "vorgesetzte", "fuhrungskraft", "matriculeresponsable",
                "matriculemanager", "matriculesuperieur", "emailresponsable", "responsable",
                "superieurhierarchique", "superieur", "jefedirecto", "jefe", "responsabile",
                "gestor", "leidinggevende", "leder", "chef", "chefid",
                "~managerid", "~managernumber", "~manageremail", "~supervisorid",
                "~supervisoremail", "~manager", "~supervisor", "~vorgesetzt",
            ],
            RosterField::Email => &[
                "email", "emailaddress", "workemail", "workemailaddress", "businessemail",
                "primaryemail", "primaryworkemail", "companyemail", "corporateemail", "emailwork",
                "mail", "mailaddress", "userprincipalname", "upn", "mailadresse", "emailadresse",
                "adressemail", "adresseemail", "adresseelectronique", "courriel",
                "emailprofessionnel", "correo", "correoelectronico", "emailcorporativo",
                "postaelettronica", "indirizzoemail", "emailadres", "epost", "epostadress",
                "epostadresse", "mejl",
                "~email", "~courriel", "~correoelectronico",
            ],
            RosterField::FirstName => &[
                "firstname", "givenname", "givennames", "forename", "preferredfirstname",
                "legalfirstname", "first", "vorname", "rufname", "prenom", "nombredepila",
                "primernombre", "primeironome", "voornaam", "roepnaam", "fornavn", "fornamn",
            ],
            RosterField::LastName => &[
                "lastname", "surname", "familyname", "legallastname", "last", "nachname",
                "familienname", "zuname", "nomdefamille", "apellidos", "apellido",
                "primerapellido", "cognome", "sobrenome", "apelido", "achternaam", "etternavn",
                "efternavn", "efternamn",
            ],
            RosterField::Name => &[
                "name", "fullname", "employeename", "displayname", "preferredname",
                "workername", "personname", "staffname", "employee", "worker", "nomcomplet",
                "nometprenom", "nomprenom", "nombrecompleto", "nombreyapellidos",
                "nomecompleto", "nomecognome", "vollstandigername", "mitarbeitername",
                "mitarbeiter", "volledigenaam", "naam", "nom", "nombre", "nome", "navn", "namn",
            ],
            RosterField::Title => &[
                "jobtitle", "positiontitle", "businesstitle", "worktitle", "title", "position",
                "jobname", "job", "designation", "stellenbezeichnung", "positionsbezeichnung",
                "berufsbezeichnung", "funktion", "stelle", "intituleduposte", "poste",
                "fonction", "emploi", "puesto", "cargo", "funcion", "qualifica", "mansione",
                "ruolo", "funcao", "functietitel", "functie", "stillingsbetegnelse", "stilling",
                "tittel", "befattning",
            ],
            RosterField::Unit => &[
                "unit", "orgunit", "orgunitname", "organizationalunit", "organisationalunit",
                "organisationunit", "organizationunit", "department", "departmentname", "dept",
                "deptname", "businessunit", "division", "supervisoryorganization", "team",
                "organization", "organisation", "organisationseinheit", "abteilung", "bereich",
                "departement", "service", "direction", "unite", "departamento", "unidad",
                "area", "dipartimento", "reparto", "unita", "afdeling", "avdeling",
                "avdelning", "enhet",
            ],
            RosterField::Level => &[
                "level", "joblevel", "organizationlevel", "organisationlevel", "managementlevel",
                "careerlevel", "jobgrade", "grade", "band", "hierarchieebene", "ebene", "stufe",
                "niveauhierarchique", "niveau", "echelon", "nivel", "livello", "niva",
            ],
            RosterField::Location => &[
                "location", "locationname", "worklocation", "primarylocation", "site",
                "worksite", "office", "officelocation", "workcity", "city", "standort",
                "arbeitsort", "dienstort", "lieudetravail", "lieu", "etablissement", "ville",
                "centrodetrabajo", "ubicacion", "lugardetrabajo", "ciudad", "sede", "luogo",
                "cidade", "locatie", "vestiging", "arbeidssted", "kontor", "sted", "ort",
            ],
            RosterField::TimeZone => &[
                "timezone", "worktimezone", "tz", "zeitzone", "fuseauhoraire", "fuseau",
                "zonahoraria", "fusoorario", "fusohorario", "tijdzone", "tidssone", "tidszon",
            ],
            RosterField::StartedOn => &[
                "hiredate", "hiredon", "dateofhire", "originalhiredate", "latesthiredate",
                "joindate", "joiningdate", "datejoined", "dateofjoining", "dateofentry",
                "employmentstartdate", "startdate", "startedon", "started", "servicedate",
                "eintrittsdatum", "eintritt", "einstellungsdatum", "startdatum", "beginn",
                "datedentree", "dateentree", "datedembauche", "dateembauche", "dateanciennete",
                "fechadeingreso", "fechaingreso", "fechadealta", "fechaalta",
                "fechadecontratacion", "fechacontratacion", "fechadeinicio", "dataassunzione",
                "datadiassunzione", "datadeadmissao", "dataadmissao", "datumindienst",
                "indiensttreding", "ansettelsesdato", "ansattdato", "anstallningsdatum",
            ],
            RosterField::EndedOn => &[
                "terminationdate", "leavingdate", "leavedate", "dateofleaving", "dateleft",
                "exitdate", "lastday", "lastworkingday", "employmentenddate", "enddate",
                "endedon", "ended", "lefton", "austrittsdatum", "austritt", "enddatum",
                "datedesortie", "datesortie", "datedefin", "datefin", "fechadebaja",
                "fechabaja", "fechadesalida", "fechadefin", "datacessazione", "datadesaida",
                "datumuitdienst", "uitdiensttreding", "sluttdato", "slutdatum",
            ],
            RosterField::Status => &[
                "status", "employmentstatus", "employeestatus", "workerstatus",
                "assignmentstatus", "active", "isactive", "activestatus",
                "beschaftigungsstatus", "mitarbeiterstatus", "statut", "estado", "situacion",
                "stato", "situacao",
            ],
        }
    }

    fn suits(self, value: &str) -> bool {
        match self {
            RosterField::Number => value.len() <= 60 && !value.contains('@'),
            // A name can't be told apart from another person's.
            RosterField::Manager => !value.contains(char::is_whitespace),
            RosterField::Email => EmailAddress::parse(value).is_ok(),
            RosterField::FirstName | RosterField::LastName | RosterField::Name => {
                value.contains(char::is_alphabetic) && !value.contains('@')
            }
            RosterField::Title => !is_form_of_address(value),
            RosterField::Level => value.parse::<u8>().is_ok_and(|level| level > 0),
            RosterField::TimeZone => looks_like_a_zone(value),
            RosterField::StartedOn | RosterField::EndedOn => WrittenDate::parse(value).is_some(),
            RosterField::Unit | RosterField::Location | RosterField::Status => {
                value.contains(char::is_alphanumeric)
            }
        }
    }

    fn speaks_for_itself(self) -> bool {
        matches!(self, RosterField::Email | RosterField::TimeZone)
    }
}

fn is_form_of_address(value: &str) -> bool {
    const FORMS: [&str; 12] = [
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "mme", "sr", "sra",
    ];
    FORMS.contains(&squashed(value).as_str())
}

/// `Europe/London` or `UTC`. Which zones there are, only the server knows.
pub(crate) fn looks_like_a_zone(value: &str) -> bool {
    const AREAS: [&str; 11] = [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
        "Etc",
    ];
    matches!(value, "UTC" | "GMT")
        || value
            .split_once('/')
            .is_some_and(|(area, _)| AREAS.contains(&area))
}
