fault-rows-changed = Albums that were there before were changed while the run was at work.
remedy-rows-changed = sillon changes none. Look at the proof below, find out which program wrote into the database, and bring the last backup back.
