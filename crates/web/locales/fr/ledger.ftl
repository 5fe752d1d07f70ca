fault-rows-changed = Des albums déjà présents ont été modifiés pendant l’opération.
remedy-rows-changed = sillon n’en modifie aucun. Regardez la preuve ci-dessous, cherchez quel programme a écrit dans la base, et restaurez la dernière sauvegarde.
