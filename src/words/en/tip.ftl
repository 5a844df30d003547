# The two tips that are shown with the first session only
tip-log = For your first session
tip-log-text = Write what they said, as they said it, one thing a line. Tap a line to see what it can be marked as: words that say they are willing to talk, or that they want to consult you. When in doubt, save without a mark.
tip-result = About the staircase
tip-result-text = Only their words raise it: one step when they say they are willing to talk, another once they say they want to consult you. If they have not said so yet, a staircase that stays low is the true record.
