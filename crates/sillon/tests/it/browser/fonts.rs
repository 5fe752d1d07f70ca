//! The fonts that a browser of the tests sees: three sets from Debian packages, and nothing else of the machine.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A set of fonts. `./check` installs the packages that hold the files.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fonts {
    /// DejaVu, as wide as Verdana: what most Debian machines show (fonts-dejavu-core).
    Wide,
    /// Nimbus Sans Narrow beside Nimbus Roman (fonts-urw-base35).
    Narrow,
    /// One face for everything, and no name or alias that a page asks for: the browser's last fallback.
    Fallback,
}

const ROOTS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];

impl Fonts {
    fn files(self) -> &'static [&'static str] {
        match self {
            Self::Wide => &[
                "DejaVuSans.ttf",
                "DejaVuSans-Bold.ttf",
                "DejaVuSerif.ttf",
                "DejaVuSerif-Bold.ttf",
                "DejaVuSansMono.ttf",
            ],
            Self::Narrow => &[
                "NimbusSansNarrow-Regular.otf",
                "NimbusSansNarrow-Bold.otf",
                "NimbusRoman-Regular.otf",
                "NimbusMonoPS-Regular.otf",
            ],
            Self::Fallback => &["DejaVuSansMono.ttf"],
        }
    }

    /// The generic families and the face for each. The first is also the answer to a request that names no family.
    fn aliases(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Wide => &[
                ("sans-serif", "DejaVu Sans"),
                ("system-ui", "DejaVu Sans"),
                ("serif", "DejaVu Serif"),
                ("monospace", "DejaVu Sans Mono"),
            ],
            Self::Narrow => &[
                ("sans-serif", "Nimbus Sans Narrow"),
                ("system-ui", "Nimbus Sans Narrow"),
                ("serif", "Nimbus Roman"),
                ("monospace", "Nimbus Mono PS"),
            ],
            Self::Fallback => &[],
        }
    }

    /// Writes a configuration for fontconfig into `folder` that knows this set alone. Returns its path.
    pub(crate) fn write_config(self, folder: &Path) -> PathBuf {
        let fonts = folder.join("fonts");
        std::fs::create_dir(&fonts).unwrap();
        for name in self.files() {
            let file = installed().get(*name);
            let file = file.unwrap_or_else(|| panic!("{name} is in no folder of {ROOTS:?}: ./check installs it"));
            std::os::unix::fs::symlink(file, fonts.join(name)).unwrap();
        }
        let alias = |(generic, family): &(&str, &str)| {
            format!(
                "<match target=\"pattern\"><test name=\"family\" qual=\"any\"><string>{generic}</string></test>\
                 <edit name=\"family\" mode=\"assign\" binding=\"same\"><string>{family}</string></edit></match>\n"
            )
        };
        let aliases: String = self.aliases().iter().map(alias).collect();
        let unnamed = self.aliases().first().map(|(_, family)| {
            format!(
                "<match target=\"pattern\"><edit name=\"family\" mode=\"append_last\" binding=\"strong\">\
                 <string>{family}</string></edit></match>\n"
            )
        });
        let text = format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">\n<fontconfig>\n\
             <dir>{}</dir>\n<cachedir>{}</cachedir>\n{aliases}{}</fontconfig>\n",
            fonts.display(),
            folder.join("fontcache").display(),
            unnamed.unwrap_or_default(),
        );
        let config = folder.join("fonts.conf");
        std::fs::write(&config, text).unwrap();
        config
    }
}

/// The font files of this machine by name.
fn installed() -> &'static HashMap<String, PathBuf> {
    static FILES: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = HashMap::new();
        let mut folders: Vec<PathBuf> = ROOTS.map(PathBuf::from).into();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    folders.push(entry.path());
                } else {
                    files.insert(entry.file_name().to_string_lossy().into_owned(), entry.path());
                }
            }
        }
        files
    })
}
