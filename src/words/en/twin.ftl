# Somebody who may be the same person.
twin-question = Is it one of these?
twin-same = The same person as { $name }
twin-other = Another person
twin-because = ({ $signs })
twin-sign-name = same name
twin-sign-earlier = same earlier name
twin-sign-reading = same reading
twin-sign-mail = same mail
twin-sign-phone = same phone
twin-sign-part = same part of the name
twin-about = If you choose “Another person”, you are not asked about these two again.
twin-fault = Somebody like this is here already. Choose whether it is the same person or another one; what you typed is kept either way.
twin-near = { $name } is here already { $why }. If it is the same person, you can say so when you save.
twin-part = Somebody has a name like it: { $name } { $why }. If it is the same person, choose them as the client.
twin-typed = This is the record of that person. What was empty has been filled with what you typed; where it differs, what you typed stands below. Save to keep it.
twin-go = Go on with this answer
twin-differs = Their profile says something else here. Empty this field to keep what the profile says, or change it on the profile first; all you wrote is still on this page.
