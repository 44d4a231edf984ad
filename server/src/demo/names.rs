//! What people of the demo are called. Given and family names are each common
//! where they come from; put together by dice they name nobody.

use super::dice::Dice;

/// Names that go together.
pub struct Names {
    given: &'static [&'static str],
    family: &'static [&'static str],
}

/// A name, mostly of `home`, since people move and marry.
pub fn name(dice: &mut Dice, home: &Names) -> String {
    let mut from = || {
        if dice.chance(86) {
            home
        } else {
            *dice.pick(ALL)
        }
    };
    let (given, family) = (from(), from());
    let given = dice.pick(given.given);
    let name = dice.pick(family.family);
    if dice.chance(4) {
        let elsewhere = *dice.pick(ALL);
        let other = dice.pick(elsewhere.family);
        if other != name {
            return format!("{given} {name}-{other}");
        }
    }
    format!("{given} {name}")
}

/// A name as it stands before the @ of an address: `zuzanna.wojcik`.
pub fn mailbox(name: &str) -> String {
    let mut mailbox = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            ' ' => mailbox.push('.'),
            'ß' => mailbox.push_str("ss"),
            'æ' | 'Æ' => mailbox.push_str("ae"),
            'ø' | 'Ø' => mailbox.push('o'),
            _ => mailbox.push(plain(letter)),
        }
    }
    mailbox.retain(|letter| letter.is_ascii_alphanumeric() || letter == '.' || letter == '-');
    mailbox.to_ascii_lowercase()
}

fn plain(letter: char) -> char {
    const FROM: &str = "ąáàâãäåÅāćçčęéèêëğíîïıİłńñóôõöőřśşšťúûüůýźżžÁÇÉÍŁÓÖŚŞŠÜŽ";
    const TO: &str = "aaaaaaaAaccceeeeegiiiiIlnnooooorssstuuuuyzzzACEILOOSSSUZ";
    debug_assert_eq!(FROM.chars().count(), TO.len());
    FROM.chars()
        .position(|accented| accented == letter)
        .map_or(letter, |at| char::from(TO.as_bytes()[at]))
}

#[rustfmt::skip]
pub static ALL: &[&Names] = &[
    &ARABIC, &BRITISH, &CHINESE, &DUTCH, &FRENCH, &GERMAN, &INDIAN, &KENYAN, &NORDIC, &POLISH,
    &PORTUGUESE, &TURKISH, &WEST_AFRICAN,
];

#[rustfmt::skip]
pub static ARABIC: Names = Names {
    given: &[
        "Amina", "Bilal", "Driss", "Farah", "Ghita", "Hamza", "Ilham", "Jalal", "Karima", "Layla",
        "Mehdi", "Nadia", "Noor", "Omar", "Rania", "Samir", "Salma", "Tarek", "Wafa", "Yasmine",
        "Youssef", "Zineb",
    ],
    family: &[
        "Alaoui", "Bennani", "Benslimane", "Chraibi", "El Amrani", "El Fassi", "Haddad", "Hakimi",
        "Idrissi", "Jaziri", "Kabbaj", "Lahlou", "Mansouri", "Naciri", "Ouazzani", "Rahmani",
        "Saidi", "Tazi", "Yacoubi", "Ziani",
    ],
};

#[rustfmt::skip]
pub static BRITISH: Names = Names {
    given: &[
        "Alasdair", "Bethan", "Callum", "Ciara", "Dorothy", "Eilidh", "Ffion", "Gareth", "Hazel",
        "Imogen", "Jasper", "Kieran", "Lorna", "Malcolm", "Niamh", "Owen", "Poppy", "Rhys",
        "Rowan", "Sinead", "Tamsin", "Una", "Verity", "Wilf",
    ],
    family: &[
        "Ainsworth", "Birtwhistle", "Brannigan", "Carrick", "Duxbury", "Entwistle", "Fairhurst",
        "Garside", "Hollins", "Inchbald", "Jessop", "Kearney", "Llewellyn", "MacAskill", "Nuttall",
        "Ormerod", "Penhale", "Quigley", "Ramsbottom", "Sheridan", "Thackray", "Uttley", "Varley",
        "Whitworth",
    ],
};

#[rustfmt::skip]
pub static CHINESE: Names = Names {
    given: &[
        "An", "Bo", "Chun", "Fang", "Hui Min", "Jia Hao", "Jing", "Kai", "Lan", "Li Ting", "Mei",
        "Ning", "Qiang", "Rui", "Shu Fen", "Ting", "Wei", "Xin Yi", "Yan", "Zhen",
    ],
    family: &[
        "Chan", "Cheong", "Chua", "Foo", "Goh", "Heng", "Khoo", "Koh", "Lau", "Liang", "Ng", "Ong",
        "Pang", "Seah", "Sim", "Tay", "Teo", "Wong", "Yap", "Yeo",
    ],
};

#[rustfmt::skip]
pub static DUTCH: Names = Names {
    given: &[
        "Anouk", "Bram", "Daan", "Esmee", "Femke", "Gijs", "Hanneke", "Ilse", "Jelle", "Koen",
        "Lotte", "Maarten", "Nienke", "Okke", "Pim", "Roos", "Sander", "Sanne", "Thijs", "Wietske",
    ],
    family: &[
        "Bakker", "Brouwer", "de Bruijn", "de Graaf", "Dijkstra", "Hoekstra", "Hofman", "Jonker",
        "Kuipers", "Mulder", "Postma", "Schouten", "Smeets", "ter Horst", "van den Heuvel",
        "van der Meulen", "van Leeuwen", "Veenstra", "Visser", "Wiersma",
    ],
};

#[rustfmt::skip]
pub static FRENCH: Names = Names {
    given: &[
        "Agathe", "Bastien", "Capucine", "Damien", "Élodie", "Fabrice", "Gaëlle", "Hugo", "Inès",
        "Joachim", "Laure", "Mathilde", "Noé", "Océane", "Pascal", "Quentin", "Rémi", "Solène",
        "Thibault", "Viviane",
    ],
    family: &[
        "Aubry", "Barbier", "Carpentier", "Delaunay", "Estève", "Fournier", "Gauthier", "Hébert",
        "Jacquet", "Lacroix", "Marchand", "Noël", "Perrin", "Quéré", "Renault-Bois", "Savary",
        "Tessier", "Vasseur", "Vidal", "Weber",
    ],
};

#[rustfmt::skip]
pub static GERMAN: Names = Names {
    given: &[
        "Annegret", "Birte", "Clemens", "Dörte", "Eberhard", "Friederike", "Götz", "Heike", "Ingo",
        "Jörg", "Katrin", "Lutz", "Mareike", "Norbert", "Ottilie", "Philipp", "Reinhild", "Sönke",
        "Tabea", "Uwe", "Wiebke",
    ],
    family: &[
        "Ahrens", "Bergholz", "Cordes", "Dahlke", "Eickhoff", "Freudenthal", "Grünewald",
        "Hinrichsen", "Jürgens", "Kirschbaum", "Lindemann", "Mühlbauer", "Niemeyer", "Oberländer",
        "Petersen-Voss", "Rautenberg", "Schönfelder", "Trautmann", "Vogelsang", "Weißenborn",
        "Zimmermann",
    ],
};

#[rustfmt::skip]
pub static INDIAN: Names = Names {
    given: &[
        "Aditi", "Arjun", "Bhavna", "Chetan", "Deepa", "Farhan", "Gauri", "Harish", "Ishita",
        "Jayant", "Kavya", "Lakshmi", "Manish", "Nandini", "Omkar", "Pooja", "Rohan", "Sanjana",
        "Tanvi", "Uday", "Vikram", "Zoya",
    ],
    family: &[
        "Apte", "Bhattacharya", "Chitale", "Deshmukh", "Fernandes", "Gokhale", "Hegde", "Iyer",
        "Joshi", "Kulkarni", "Limaye", "Menon", "Nair", "Oak", "Pillai", "Qureshi", "Ranganathan",
        "Sathe", "Tendolkar", "Varma", "Wagle",
    ],
};

#[rustfmt::skip]
pub static KENYAN: Names = Names {
    given: &[
        "Achieng", "Baraka", "Chebet", "Daudi", "Esther", "Faraja", "Grace", "Hamisi", "Imani",
        "Jabari", "Kamau", "Leah", "Makena", "Njeri", "Otieno", "Pendo", "Rehema", "Salim",
        "Tabitha", "Wambui",
    ],
    family: &[
        "Abdalla", "Barasa", "Cheruiyot", "Gathoni", "Gitau", "Kariuki", "Kipkemboi", "Kiplagat",
        "Lang’at", "Macharia", "Mbugua", "Mutua", "Mwangi", "Ndirangu", "Ochieng", "Odhiambo",
        "Onyango", "Ruto", "Wafula", "Wanjala",
    ],
};

#[rustfmt::skip]
pub static NORDIC: Names = Names {
    given: &[
        "Agnes", "Björn", "Dagny", "Eskil", "Frida", "Gustav", "Hedda", "Ingrid", "Jorunn", "Kalle",
        "Linnea", "Måns", "Nils", "Oda", "Pernille", "Ragnhild", "Sigrid", "Torbjörn", "Ulrika",
        "Vidar",
    ],
    family: &[
        "Almqvist", "Bergström", "Dahlgren", "Ekelund", "Falk", "Granlund", "Hedlund", "Isaksen",
        "Jørgensen", "Kjellberg", "Lindqvist", "Møller", "Nygård", "Öhman", "Palmgren", "Rosendahl",
        "Sandvik", "Thorsen", "Vinter", "Åkesson",
    ],
};

#[rustfmt::skip]
pub static POLISH: Names = Names {
    given: &[
        "Agnieszka", "Bartosz", "Celina", "Dorota", "Ewa", "Filip", "Grażyna", "Hubert", "Iwona",
        "Jacek", "Kinga", "Łukasz", "Magda", "Norbert", "Oliwia", "Paweł", "Renata", "Sławek",
        "Urszula", "Zuzanna",
    ],
    family: &[
        "Adamczyk", "Baran", "Chmielewska", "Dudek", "Filipiak", "Górska", "Jabłońska", "Kaczmarek",
        "Lis", "Majewska", "Nowicka", "Olszewska", "Piątek", "Rutkowska", "Sikora", "Świątek",
        "Tomczak", "Urban", "Wójcik", "Zając",
    ],
};

#[rustfmt::skip]
pub static PORTUGUESE: Names = Names {
    given: &[
        "Afonso", "Beatriz", "Caetano", "Débora", "Elisa", "Fábio", "Graça", "Heitor", "Isadora",
        "João", "Karina", "Leandro", "Madalena", "Nuno", "Otávio", "Pilar", "Raquel", "Sérgio",
        "Tainá", "Vasco",
    ],
    family: &[
        "Abreu", "Bragança", "Cardoso", "Duarte", "Esteves", "Figueira", "Guimarães", "Junqueira",
        "Lacerda", "Magalhães", "Nogueira", "Outeiro", "Peixoto", "Queiroz", "Resende", "Sampaio",
        "Tavares", "Valadares", "Vieira", "Xavier",
    ],
};

#[rustfmt::skip]
pub static TURKISH: Names = Names {
    given: &[
        "Aslı", "Barış", "Cem", "Defne", "Emre", "Feride", "Gökhan", "Hande", "İpek", "Kerem",
        "Leyla", "Murat", "Nazlı", "Onur", "Pelin", "Sibel", "Tuncay", "Umut", "Yeliz", "Zeynep",
    ],
    family: &[
        "Acar", "Bozkurt", "Çelik", "Demirci", "Erdem", "Güneş", "Işık", "Karaca", "Koçak", "Öztürk",
        "Polat", "Sezer", "Şimşek", "Tekin", "Türkmen", "Uçar", "Ünal", "Yalçın", "Yıldırım",
        "Zorlu",
    ],
};

#[rustfmt::skip]
pub static WEST_AFRICAN: Names = Names {
    given: &[
        "Abena", "Adaeze", "Akosua", "Babatunde", "Chidi", "Efua", "Emeka", "Folasade", "Ifeoma",
        "Kofi", "Kwabena", "Kwame", "Lerato", "Nana", "Ngozi", "Obinna", "Sena", "Temi", "Uche",
        "Yaw",
    ],
    family: &[
        "Acheampong", "Adeyemi", "Agyeman", "Amponsah", "Asante", "Boateng", "Chukwu", "Darko",
        "Ekwueme", "Frimpong", "Gyasi", "Ibekwe", "Mensah", "Nwosu", "Obi", "Ofori", "Okafor",
        "Osei", "Owusu", "Quaye",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_makes_a_mailbox_without_losing_a_letter() {
        for names in ALL {
            for name in names.given.iter().chain(names.family) {
                let mailbox = mailbox(name);
                assert!(mailbox.is_ascii(), "{name} became {mailbox}");
                let letters = name.chars().filter(|c| c.is_alphabetic()).count();
                let kept = mailbox.chars().filter(|c| c.is_alphabetic()).count();
                assert!(kept >= letters, "{name} became {mailbox}");
            }
        }
        assert_eq!(mailbox("Zuzanna Weißenborn"), "zuzanna.weissenborn");
    }

    #[test]
    fn names_come_from_everywhere_but_mostly_from_home() {
        let names: Vec<_> = (0..500)
            .map(|n| name(&mut Dice::about(1, "name", n), &POLISH))
            .collect();
        let at_home = |name: &&String| POLISH.given.iter().any(|given| name.starts_with(given));
        let share = names.iter().filter(at_home).count();
        assert!((380..480).contains(&share), "{share}");
    }
}
