# The head of the practice's documents.
letterhead-title = Letterhead
letterhead-means = The name of the practice, a logo and a colour, on every sheet that names you. A supervisor’s copy stays without.
letterhead-now = As it is
letterhead-change = Change it
letterhead-logo = Logo
letterhead-logo-hint = PNG of at most 1000 dots on a side, or SVG; up to 256 KiB. In Word only a PNG is shown.
letterhead-remove = Take the logo away
letterhead-accent = Colour
letterhead-accent-hint = A # and six digits, like #0072b2 for a blue; dark enough to be read on white; empty for none.
letterhead-done = The letterhead was changed. What was handed over before stays as it was.
letterhead-accent-unreadable = This is no colour. Write it like #0072b2. The letterhead stays as it was.
letterhead-accent-pale = This colour is too pale to be read on white. Choose a darker one. The letterhead stays as it was.
letterhead-logo-large = The picture is larger than 256 KiB. Save it smaller and choose it again. The letterhead stays as it was.
letterhead-logo-unknown = This is neither a PNG of at most 1000 dots on a side nor an SVG, or it is damaged. Choose another. The letterhead stays as it was.
letterhead-logo-active = This picture holds a script or points to another place. Save it as a plain drawing and choose it again. The letterhead stays as it was.
letterhead-open = Logo and colour on the documents
