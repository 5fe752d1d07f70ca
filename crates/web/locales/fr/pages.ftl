app-name = sillon
