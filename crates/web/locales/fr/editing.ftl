## Modifier
edit = Modifier
undo = Annuler
undo-of = Annuler ce qui a été fait le { $name }
restore = Restaurer
restore-of = Restaurer { $name }
archive-do = Archiver
archive-title = Archives
archive-lead = Ces albums sont rangés : ils ne sont dans aucune liste ni aucun chiffre, et aucune synchronisation ne les ramène.
archive-none = Rien n’est archivé.
archived-notice = Cet album est dans les archives.
select = Choisir
select-title = Choisir des albums
select-leave = Revenir aux pochettes
select-page = Tous ceux qui sont affichés
select-everything = { $count ->
    [one] Le seul album de cette liste
   *[other] Les { $shown } albums de cette liste, à toutes les pages
}
select-acts = Avec ce qui est choisi
select-field = État et champs
select-value = Valeur (vide pour l’enlever)
select-set = Mettre
select-add = Ajouter
select-remove = Enlever
select-lacking-albums = Choisissez d’abord des albums.
select-lacking-act = Choisissez ce qu’il faut en faire.
select-lacking-value = Il manque une valeur, ou cette collection n’en connaît pas de telle.
edit-title = Modifier l’album
edit-lead = Ce qui a été importé reste tel quel : une modification se pose par-dessus et s’annule à tout moment.
edit-save = Enregistrer
edit-cancel = Abandonner
edit-errors = { $count ->
    [one] Une valeur n’est pas acceptée ; rien n’a été enregistré.
   *[other] { $shown } valeurs ne sont pas acceptées ; rien n’a été enregistré.
}
edit-copy = Exemplaire { $name }
edit-unrated = Sans note
edit-artists-hint = Un par ligne, dans l’ordre de la pochette ; à droite, ce qui se lit avant le suivant.
edit-styles-hint = Séparés par des virgules.
edit-artist-nr = Artiste { $name }
edit-join-nr = Entre l’artiste { $name } et le suivant
edit-label = Label
edit-label-nr = Label { $name }
edit-catno = Numéro de catalogue
edit-catno-nr = Numéro de catalogue { $name }
edit-qty-nr = Nombre du format { $name }
edit-format-nr = Format { $name }
edit-descriptions-nr = Précisions du format { $name }
edit-text = Couleur, poids…
edit-text-nr = Texte libre du format { $name }
edit-field-title = Titre
edit-field-artists = Artistes
edit-field-cover = Pochette
edit-field-year = Année
edit-field-original-year = Année d’origine
edit-field-country = Pays
edit-field-labels = Labels
edit-field-formats = Formats
edit-field-genres = Genres
edit-field-styles = Styles
edit-field-archived = Place
edit-field-added = Ajouté à la main
edit-field-folder = Dossier
edit-field-rating = Étoiles
edit-in-archive = dans les archives
edit-in-collection = dans la collection
edit-nowhere = nulle part
new-album = Ajouter un album à la main
new-lead = Pour ce que Discogs ne connaît pas, ou qui n’est pas dans votre collection là-bas. Rien n’est envoyé à Discogs.
new-save = Ajouter
history-title = Modifications
act-before = avant :
act-after = maintenant :
act-undone = annulé le { $name }
act-more = { $count ->
    [one] et { $shown } autre modification
   *[other] et { $shown } autres modifications
}
act-edited = { $count ->
    [one] { $shown } album modifié
   *[other] { $shown } albums modifiés
}
act-archived = { $count ->
    [one] { $shown } album archivé
   *[other] { $shown } albums archivés
}
act-restored = { $count ->
    [one] { $shown } album restauré
   *[other] { $shown } albums restaurés
}
act-added = { $count ->
    [one] { $shown } album ajouté à la main
   *[other] { $shown } albums ajoutés à la main
}
done-nothing = Rien à changer : c’était déjà ainsi.
done-undone = Annulé.
done-edited = { $count ->
    [one] Enregistré.
   *[other] { $shown } albums modifiés.
}
done-archived = { $count ->
    [one] Archivé.
   *[other] { $shown } albums archivés.
}
done-restored = { $count ->
    [one] De retour dans la collection.
   *[other] { $shown } albums sont de retour dans la collection.
}
done-added = Ajouté.
added-by-hand = Ajouté à la main le { $name }
edits-title = Modifications et archives
edits-lead = Tout ce qui a été changé à la main, du plus récent au plus ancien. Ce qui a été importé reste intact dessous ; chaque modification s’annule.
edits-to = Toutes les modifications
edits-none = Rien n’a été modifié pour l’instant.
help-edit = Modifier l’album
help-select = Choisir des albums
