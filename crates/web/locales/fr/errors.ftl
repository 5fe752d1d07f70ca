## Ce qui a manqué à une requête : titre, phrase (-detail), issue (-hint)

problem-not-found = Rien ici
problem-not-found-detail = Il n’y a pas de page ni de fiche à cette adresse.
problem-not-found-hint = Vérifiez l’adresse, ou cherchez dans la collection.
problem-method-not-allowed = Pas avec cette méthode
problem-method-not-allowed-detail = Cette adresse existe, mais pas avec cette méthode ; l’en-tête Allow nomme celles qu’elle accepte.
problem-bad-request = Requête incomprise
problem-bad-request-detail = La requête n’est pas écrite comme HTTP le demande.
problem-invalid-parameter = Un paramètre n’est pas accepté
problem-parameter-least = « { $name } » vaut « { $value } » : un nombre entier à partir de { $least } est attendu.
problem-parameter-range = « { $name } » vaut « { $value } » : un nombre entier de { $least } à { $most } est attendu.
problem-parameter-years = « { $name } » vaut « { $value } » : une année est attendue, ou plusieurs à la suite, comme 1970-79.
problem-parameter-field = « { $name } » vaut « { $value } » : le numéro d’un champ, deux-points et un texte sont attendus, comme 4:Étagère A.
problem-parameter-one-of = « { $name } » vaut « { $value } » : l’un de { $words } est attendu.
problem-parameter-unknown = Il n’y a pas de paramètre « { $name } ». Il y a : { $names }.
problem-parameter-none = Il n’y a pas de paramètre « { $name } » : cet appel n’en prend aucun.
problem-parameter-once = « { $name } » est donné plus d’une fois.
problem-invalid-body = Corps de requête incompris
problem-invalid-body-detail = Le corps de la requête n’est pas ce qui est attendu ici.
problem-invalid-body-hint = /docs montre ce que prend chaque appel.
problem-invalid-fields = Certaines valeurs ne sont pas acceptées
refused-field = « { $name } » : { $reason }
refused-missing = Il faut quelque chose ici.
refused-too-long = { $most } caractères au plus.
refused-too-many = { $most } lignes au plus.
refused-range = Un nombre entier de { $least } à { $most } est attendu.
refused-unknown = Il n’y en a pas de tel dans cette collection.
problem-edit-undone = Déjà annulé
problem-edit-undone-detail = Cette modification a déjà été annulée.
problem-unsupported-media-type = Type de corps inattendu
problem-unsupported-media-type-detail = Le corps de la requête est d’un type qui n’est pas accepté ici.
problem-unsupported-media-type-hint = Envoyez du JSON avec « Content-Type: application/json ».
problem-body-too-large = Trop de données
problem-body-too-large-detail = Le corps de la requête dépasse ce qui est accepté.
problem-body-too-large-hint = Envoyez-en moins à la fois.
problem-timeout = C’est trop long
problem-timeout-detail = La réponse n’a pas été prête à temps.
problem-timeout-hint = Réessayez dans un instant.
problem-cross-site = Requête d’un autre site
problem-cross-site-detail = La requête a été envoyée par une page d’un autre site ; elle n’a pas été exécutée.
problem-cross-site-hint = Ouvrez sillon lui-même et faites-le là. Derrière un proxy, laissez passer les en-têtes Host et Origin sans les changer.
problem-host-refused = Nom d’hôte inconnu
problem-host-refused-detail = Sans mot de passe, sillon ne répond qu’à localhost et à 127.0.0.1.
problem-host-refused-hint = Ouvrez http://127.0.0.1 avec son port, ou définissez SILLON_PASSWORD pour utiliser un autre nom.
problem-authentication-required = Mot de passe requis
problem-authentication-required-detail = Ces pages et cette API sont protégées par un mot de passe.
problem-authentication-required-hint = Connectez-vous, ou envoyez le mot de passe comme jeton : « Authorization: Bearer … ».
problem-wrong-password = Mot de passe inexact
problem-wrong-password-detail = Ce n’est pas le mot de passe.
problem-wrong-password-hint = C’est celui qui a été défini par SILLON_PASSWORD.
problem-too-many-attempts = Trop d’essais
problem-too-many-attempts-detail = { $seconds ->
    [one] Après plusieurs mots de passe inexacts, le prochain essai est possible dans une seconde.
   *[other] Après plusieurs mots de passe inexacts, le prochain essai est possible dans { $seconds } secondes.
}
problem-too-many-attempts-hint = Patientez, puis réessayez.
problem-sync-running = Une synchronisation est déjà en cours
problem-sync-running-detail = Une seule synchronisation se fait à la fois.
problem-sync-running-hint = Suivez-la, ou annulez-la avant d’en lancer une autre.
problem-sync-not-running = Aucune synchronisation en cours
problem-sync-not-running-detail = Il n’y a rien à annuler.
problem-wantlist-running = La liste d’envies est déjà en synchronisation
problem-wantlist-running-detail = Une seule synchronisation des envies tourne à la fois.
problem-wantlist-running-hint = Suivez-la, ou arrêtez-la avant d’en lancer une autre.
problem-wantlist-not-running = Aucune synchronisation des envies n’est en cours
problem-wantlist-not-running-detail = Il n’y a rien à arrêter.
problem-enrichment-running = Un enrichissement est déjà en cours
problem-enrichment-running-detail = Un seul enrichissement se fait à la fois.
problem-enrichment-running-hint = Suivez-le, ou arrêtez-le avant d’en lancer un autre.
problem-enrichment-not-running = Aucun enrichissement en cours
problem-enrichment-not-running-detail = Il n’y a rien à arrêter.
problem-enrichment-not-configured = Personne à qui demander
problem-enrichment-not-configured-detail = Ni Discogs, ni Spotify, ni un modèle de langue ne sont configurés.
problem-enrichment-not-configured-hint = Donnez un jeton Discogs dans les Réglages, ou définissez SILLON_SPOTIFY_CLIENT_ID et SILLON_SPOTIFY_CLIENT_SECRET, ou SILLON_AI_TOKEN avec SILLON_AI_PRODUCT_ID ou SILLON_AI_URL.
problem-discogs-not-configured = Discogs n’est pas connecté
problem-discogs-not-configured-detail = Une synchronisation demande un jeton Discogs, et aucun n’est défini.
problem-discogs-not-configured-hint = Créez un jeton d’accès personnel sur https://www.discogs.com/settings/developers et collez-le dans les Réglages, ou définissez SILLON_DISCOGS_TOKEN.
problem-token-refused = Discogs refuse ce jeton
problem-token-refused-detail = Discogs ne connaît pas ce jeton ; rien n’a été enregistré.
problem-token-refused-hint = Copiez-le à nouveau depuis https://www.discogs.com/settings/developers, ou créez-en un nouveau.
problem-token-fixed = Le jeton est défini ailleurs
problem-token-fixed-detail = Le jeton Discogs vient de l’environnement ou du fichier de réglages et ne peut pas être changé ici.
problem-token-fixed-hint = Changez-le là-bas, ou retirez-le de là-bas pour le définir ici.
problem-discogs-unreachable = Discogs ne répond pas
problem-discogs-unreachable-detail = Discogs n’a pas pu être interrogé sur ce jeton ; rien n’a été enregistré.
problem-discogs-unreachable-hint = Vérifiez la connexion et réessayez dans quelques minutes.
problem-demo-failed = La démonstration n’a pas démarré
problem-demo-failed-detail = La collection inventée n’a pas pu être préparée.
problem-demo-failed-hint = Le journal du serveur dit pourquoi.
problem-storage-busy = La base de données est occupée
problem-storage-busy-detail = Un autre programme retient la base de données.
problem-storage-busy-hint = Réessayez dans un instant.
problem-not-ready = Pas prêt
problem-not-ready-detail = La base de données ne répond pas.
problem-not-ready-hint = Vérifiez la base de données ; le journal du serveur en dit plus.
problem-storage-failed = La base de données ne répond pas comme il faut
problem-storage-failed-detail = Les données n’ont pas pu être lues ou écrites.
problem-storage-failed-hint = Vérifiez la place sur le disque et les droits du dossier de données ; le journal du serveur en dit plus.
problem-internal = Quelque chose s’est cassé
problem-internal-detail = sillon a commis une erreur ; rien de ce qui était enregistré n’est perdu.
problem-internal-hint = Réessayez ; si cela se reproduit, signalez-le avec le journal du serveur.
problem-home = Vers la collection

## Ce que répond un appel

sync-started = La synchronisation a démarré.
sync-started-dry = L’essai à blanc a démarré : rien ne sera écrit.
sync-cancelling = La synchronisation s’arrête après la page en cours ; ce qui était enregistré reste.
wantlist-started = La synchronisation des envies a commencé.
enrichment-started = L’enrichissement a démarré.
enrichment-cancelling = L’enrichissement s’arrête ; ce qui a été trouvé reste.

## La porte

login-title = Connexion
login-password = Mot de passe
login-enter = Entrer
