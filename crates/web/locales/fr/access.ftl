## Réglages › Accès

access-lead = Qui peut entrer : les navigateurs avec le mot de passe, les programmes avec un jeton.
access-to = Jetons et sessions
tokens-title = Jetons de l’API
tokens-lead = Un jeton permet à un programme d’utiliser l’API sans le mot de passe, et seulement autant que vous le dites. Il n’ouvre aucune page, ne crée aucun autre jeton, et se révoque ici.
tokens-none = Aucun jeton pour l’instant.
token-name = Nom
token-name-help = Le programme auquel il est destiné.
token-scope = Ce qu’il permet
token-make = Créer un jeton
token-shown = Le jeton « { $name } ». Copiez-le maintenant : il n’est montré que cette fois.
token-made = créé le { $name }
token-used = vu le { $name }
token-never-used = jamais utilisé
token-revoke = Révoquer
scope-read = Lire
scope-sync = Lire, lancer des tâches
scope-write = Lire, lancer des tâches, modifier
scope-read-text = regarder la collection, et l’exporter
scope-sync-text = de plus, lancer ou arrêter synchronisations et enrichissements
scope-write-text = de plus, modifier les albums, importer, garder des vues et le programme
sessions-title = Navigateurs
sessions-count = { $count ->
    [one] { $shown } navigateur est connecté.
   *[other] { $shown } navigateurs sont connectés.
}
sessions-open = Aucun mot de passe n’est défini : cette machine entre sans.
log-out-everywhere = Se déconnecter partout
log-out-everywhere-hint = Chaque navigateur devra redonner le mot de passe. Les jetons continuent.
