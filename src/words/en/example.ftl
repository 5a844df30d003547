# The example of a client who does not exist
example-kick = Example
example-about = Two sessions with somebody we made up. Nothing of it stays once you leave: it is in no list of clients, no count of people or hours, and no file you export.
example-conversation = “{ $words }” says that Alex is willing to talk. Marked “Willing to talk” and saved, it raised the staircase by one step.
example-consultation = “{ $words }” says that Alex wants to consult you. Marked “Wants to consult”, it made both agreements stand, and the staircase rose to trust.
example-close = Close the example
