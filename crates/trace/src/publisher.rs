//! The outlet that published the article, by any of its names: never a relay of its own article.

use sayso_doc::Article;
use sayso_register::Register;

/// Whether a name is the publisher's own, by any of its forms.
pub struct Publisher {
    names: Vec<String>,
    id: Option<String>,
}

impl Publisher {
    pub fn new(article: &Article, register: &Register) -> Self {
        let mut names = Vec::new();
        let mut id = None;
        if let Some(outlet) = &article.outlet {
            let plain = outlet.split(['(', '-', '|']).next().unwrap_or(outlet).trim();
            let found = register.outlet(outlet).or_else(|| register.outlet(plain));
            id = found.map(|o| o.id.clone());
            if let Some(o) = found {
                names.push(squeeze(&o.name));
                names.extend(o.aliases.iter().map(|a| squeeze(a)));
            }
            names.push(squeeze(outlet));
            names.push(squeeze(plain));
        }
        names.retain(|n| !n.is_empty());
        Self { names, id }
    }

    pub fn is(&self, name: &str, register_id: Option<&str>) -> bool {
        if register_id.is_some() && register_id == self.id.as_deref() {
            return true;
        }
        let name = squeeze(name);
        !name.is_empty() && self.names.contains(&name)
    }
}

impl Publisher {
    /// "Sun-Times" of the "Chicago Sun-Times".
    pub fn is_part(&self, name: &str) -> bool {
        let name = squeeze(name);
        !name.is_empty() && self.names.iter().any(|n| n.ends_with(&name))
    }
}

/// Lower case without "the", "online", "news" and domain endings, so that "Fox Online News" and "Fox News" agree.
fn squeeze(name: &str) -> String {
    let low = name.to_lowercase();
    let low = low.strip_suffix(".com").or(low.strip_suffix(".org")).unwrap_or(&low);
    let parts = low
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !matches!(*w, "the" | "online" | "news" | "com" | "web" | "channel"));
    parts.collect::<Vec<_>>().join(" ")
}
