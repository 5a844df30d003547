# What holds for the whole practice.
practice-title = The practice
practice-about = What holds for everybody who works here.
practice-open = The numbers the insights read, and how long records are kept
practice-records = Records
practice-years = Kept for so many years after the work has ended
practice-years-hint = Every client summary says so.
practice-numbers = The usual numbers are the same for everybody, and most are our choice. Change one if your work runs at another pace.
practice-number = { $name } ({ $unit })
practice-usual = usually { $number }: { $source }
practice-unit-days = days
practice-unit-hours = hours
practice-unit-sessions = sessions
practice-unit-times = number
practice-unit-people = people
practice-unit-share = percent
practice-fault = A number from { $least } to { $most }, please.
