## Ce qui a manqué à une requête : titre, phrase (-detail), issue (-hint)

error-not-found = Rien ici
error-not-found-detail = Il n’y a pas de page ni de fiche à cette adresse.
error-not-found-hint = Vérifiez l’adresse, ou cherchez dans la collection.
error-method-not-allowed = Pas avec cette méthode
error-method-not-allowed-detail = Cette adresse existe, mais pas avec cette méthode ; l’en-tête Allow nomme celles qu’elle accepte.
error-bad-request = Requête incomprise
error-bad-request-detail = La requête n’est pas écrite comme HTTP le demande.
error-invalid-parameter = Un paramètre n’est pas accepté
error-parameter-least = « { $name } » vaut « { $value } » : un nombre entier à partir de { $least } est attendu.
error-parameter-range = « { $name } » vaut « { $value } » : un nombre entier de { $least } à { $most } est attendu.
error-parameter-one-of = « { $name } » vaut « { $value } » : l’un de { $words } est attendu.
error-parameter-unknown = Il n’y a pas de paramètre « { $name } ». Il y a : { $names }.
error-parameter-none = Il n’y a pas de paramètre « { $name } » : cet appel n’en prend aucun.
error-parameter-once = « { $name } » est donné plus d’une fois.
error-invalid-body = Corps de requête incompris
error-invalid-body-detail = Le corps de la requête n’est pas ce qui est attendu ici.
error-invalid-body-hint = /docs montre ce que prend chaque appel.
error-unsupported-media-type = Type de corps inattendu
error-unsupported-media-type-detail = Le corps de la requête est d’un type qui n’est pas accepté ici.
error-unsupported-media-type-hint = Envoyez du JSON avec « Content-Type: application/json ».
error-body-too-large = Trop de données
error-body-too-large-detail = Le corps de la requête dépasse ce qui est accepté.
error-body-too-large-hint = Envoyez-en moins à la fois.
error-timeout = C’est trop long
error-timeout-detail = La réponse n’a pas été prête à temps.
error-timeout-hint = Réessayez dans un instant.
error-cross-site = Requête d’un autre site
error-cross-site-detail = La requête a été envoyée par une page d’un autre site ; elle n’a pas été exécutée.
error-cross-site-hint = Ouvrez sillon lui-même et faites-le là. Derrière un proxy, laissez passer les en-têtes Host et Origin sans les changer.
error-host-refused = Nom d’hôte inconnu
error-host-refused-detail = Sans mot de passe, sillon ne répond qu’à localhost et à 127.0.0.1.
error-host-refused-hint = Ouvrez http://127.0.0.1 avec son port, ou définissez SILLON_PASSWORD pour utiliser un autre nom.
error-authentication-required = Mot de passe requis
error-authentication-required-detail = Ces pages et cette API sont protégées par un mot de passe.
error-authentication-required-hint = Connectez-vous, ou envoyez le mot de passe comme jeton : « Authorization: Bearer … ».
error-wrong-password = Mot de passe inexact
error-wrong-password-detail = Ce n’est pas le mot de passe.
error-wrong-password-hint = C’est celui qui a été défini par SILLON_PASSWORD.
error-too-many-attempts = Trop d’essais
error-too-many-attempts-detail = { $seconds ->
    [one] Après plusieurs mots de passe inexacts, le prochain essai est possible dans une seconde.
   *[other] Après plusieurs mots de passe inexacts, le prochain essai est possible dans { $seconds } secondes.
}
error-too-many-attempts-hint = Patientez, puis réessayez.
error-sync-running = Une synchronisation est déjà en cours
error-sync-running-detail = Une seule synchronisation se fait à la fois.
error-sync-running-hint = Suivez-la, ou annulez-la avant d’en lancer une autre.
error-sync-not-running = Aucune synchronisation en cours
error-sync-not-running-detail = Il n’y a rien à annuler.
error-discogs-not-configured = Discogs n’est pas connecté
error-discogs-not-configured-detail = Une synchronisation demande un jeton Discogs, et aucun n’est défini.
error-discogs-not-configured-hint = Créez un jeton d’accès personnel sur https://www.discogs.com/settings/developers et collez-le dans les Réglages, ou définissez SILLON_DISCOGS_TOKEN.
error-token-refused = Discogs refuse ce jeton
error-token-refused-detail = Discogs ne connaît pas ce jeton ; rien n’a été enregistré.
error-token-refused-hint = Copiez-le à nouveau depuis https://www.discogs.com/settings/developers, ou créez-en un nouveau.
error-token-fixed = Le jeton est défini ailleurs
error-token-fixed-detail = Le jeton Discogs vient de l’environnement ou du fichier de réglages et ne peut pas être changé ici.
error-token-fixed-hint = Changez-le là-bas, ou retirez-le de là-bas pour le définir ici.
error-discogs-unreachable = Discogs ne répond pas
error-discogs-unreachable-detail = Discogs n’a pas pu être interrogé sur ce jeton ; rien n’a été enregistré.
error-discogs-unreachable-hint = Vérifiez la connexion et réessayez dans quelques minutes.
error-demo-failed = La démonstration n’a pas démarré
error-demo-failed-detail = La collection inventée n’a pas pu être préparée.
error-demo-failed-hint = Le journal du serveur dit pourquoi.
error-storage-busy = La base de données est occupée
error-storage-busy-detail = Un autre programme retient la base de données.
error-storage-busy-hint = Réessayez dans un instant.
error-storage-failed = La base de données ne répond pas comme il faut
error-storage-failed-detail = Les données n’ont pas pu être lues ou écrites.
error-storage-failed-hint = Vérifiez la place sur le disque et les droits du dossier de données ; le journal du serveur en dit plus.
error-internal = Quelque chose s’est cassé
error-internal-detail = sillon a commis une erreur ; rien de ce qui était enregistré n’est perdu.
error-internal-hint = Réessayez ; si cela se reproduit, signalez-le avec le journal du serveur.

## Pourquoi une synchronisation s’est arrêtée avant la fin

fault-token-refused = Discogs refuse le jeton. Collez-en un valable dans les Réglages, ou corrigez SILLON_DISCOGS_TOKEN.
fault-collection-private = Cette collection Discogs est privée. Rendez-la publique chez Discogs, ou utilisez le jeton de son propriétaire.
fault-user-unknown = Discogs ne connaît pas cet utilisateur. Corrigez SILLON_DISCOGS_USERNAME.
fault-discogs-unavailable = Discogs n’a pas répondu comme il faut, plusieurs fois de suite ({ $detail }). Ce qui était enregistré reste ; réessayez plus tard.
fault-listing-moved = La collection n’a cessé de changer chez Discogs pendant la lecture. Ce qui était enregistré reste ; réessayez quand personne ne la modifie.
fault-storage-failed = La base de données n’a pas pu être écrite : { $detail }.
fault-not-configured = Aucun jeton Discogs n’est défini. Collez-en un dans les Réglages, ou définissez SILLON_DISCOGS_TOKEN.
fault-internal = sillon a commis une erreur ({ $detail }). Ce qui était enregistré reste ; merci de la signaler.

## Ce que répond un appel

sync-started = La synchronisation a démarré.
sync-started-dry = L’essai à blanc a démarré : rien ne sera écrit.
sync-cancelling = La synchronisation s’arrête après la page en cours ; ce qui était enregistré reste.
