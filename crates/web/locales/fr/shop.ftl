## En magasin
shop = En magasin
shop-lead = L’ai-je déjà, ou un autre pressage ?
shop-field = Titre, artiste, numéro de catalogue ou code-barres
shop-hint = Titre, numéro ou code-barres…
shop-ask = Chercher
shop-answer = La réponse
shop-have = Vous l’avez.
shop-have-pressings = { $count ->
    [one] Vous en avez { $shown } pressage.
   *[other] Vous en avez { $shown } pressages.
}
shop-have-many = { $count ->
    [one] { $shown } album de votre collection correspond.
   *[other] { $shown } albums de votre collection correspondent.
}
shop-pressing = Vous en avez un autre pressage.
shop-not = Vous ne l’avez pas.
shop-pressings = Autres pressages que vous avez
shop-wanted = Il est dans vos envies.
shop-wanted-many = { $count ->
    [one] { $shown } disque de vos envies correspond.
   *[other] { $shown } disques de vos envies correspondent.
}
shop-wanted-pressing = Un autre pressage est dans vos envies.
shop-wants = Dans vos envies
shop-wants-pressings = Autres pressages parmi vos envies
shop-near = Au plus proche
shop-barcodes-known = Le code-barres est connu pour { $known } de vos { $albums } : cherchez aussi par le titre.
shop-media = Disque : { $name }
shop-sleeve = Pochette : { $name }
shop-ungraded = État non noté
shop-absent = n’est plus dans la collection chez Discogs
shop-as-of = Au { $date } : { $albums }.
shop-ready = La page répond aussi sans réseau.
shop-offline = Sans réseau : la page répond avec ce qu’elle a gardé.
shop-signed-out = La session est finie : la page répond avec ce qu’elle a gardé.
shop-sign-in = Se connecter pour la mettre à jour
shop-no-index = La liste n’a pas pu être chargée : la recherche passe par le serveur.
shop-insecure = Sans HTTPS, le navigateur ne garde pas cette page pour un endroit sans réseau.
shop-scan = Scanner un code-barres
shop-scan-stop = Arrêter la caméra
shop-camera = Ce que voit la caméra
shop-camera-refused = La caméra est refusée à cette page. Autorisez-la dans les réglages du navigateur, ou tapez les chiffres.
shop-camera-missing = La caméra ne répond pas : tapez les chiffres.
shop-app = sillon – En magasin
shop-app-text = Votre collection de disques dans la poche, avec ou sans réseau.
