# What an act did, in a sentence above the next page.
told-saved = Saved.
told-parted = They are two records again.
told-alike = Somebody else has part of this name. If it is the same person, make one of the two records.
told-untitled = The name is kept without “{ $title }”.
told-untitled-keep = “{ $title }” is part of the name
told-begins-later = The work begins on a day that is still ahead. If that is not so, correct it on the profile.
