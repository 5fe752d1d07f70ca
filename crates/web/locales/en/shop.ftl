## In a shop
shop = In a shop
shop-lead = Do I have this, or another pressing?
shop-field = Title, artist, catalogue number or barcode
shop-hint = Title, number or barcode…
shop-ask = Search
shop-answer = The answer
shop-have = You have it.
shop-have-pressings = { $count ->
    [one] You have { $shown } pressing of it.
   *[other] You have { $shown } pressings of it.
}
shop-have-many = { $count ->
    [one] { $shown } album of your collection matches.
   *[other] { $shown } albums of your collection match.
}
shop-pressing = You have another pressing of it.
shop-not = You do not have it.
shop-pressings = Other pressings that you have
shop-wanted = It is on your wantlist.
shop-wanted-many = { $count ->
    [one] { $shown } record of your wantlist matches.
   *[other] { $shown } records of your wantlist match.
}
shop-wanted-pressing = Another pressing of it is on your wantlist.
shop-wants = On your wantlist
shop-wants-pressings = Other pressings on your wantlist
shop-near = Closest match
shop-barcodes-known = The barcode is known for { $known } of your { $albums }: search by title too.
shop-media = Record: { $name }
shop-sleeve = Sleeve: { $name }
shop-ungraded = Not graded
shop-absent = no longer in the collection at Discogs
shop-as-of = As of { $date }: { $albums }.
shop-ready = This page answers without a network too.
shop-offline = No network: the page answers with what it kept.
shop-signed-out = The session has ended: the page answers with what it kept.
shop-sign-in = Log in to bring it up to date
shop-no-index = The list could not be loaded: the server answers the search.
shop-insecure = Without HTTPS, the browser does not keep this page for where there is no network.
shop-scan = Scan a barcode
shop-scan-stop = Stop the camera
shop-camera = What the camera sees
shop-camera-refused = The camera is refused to this page. Allow it in the browser’s settings, or type the digits.
shop-camera-missing = The camera does not answer: type the digits.
shop-app = sillon – In a shop
shop-app-text = Your record collection in your pocket, with or without a network.
