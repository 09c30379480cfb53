"""The buttons: verbs and outcomes in Excel and Calc."""
