# The month of a practice.
digest-title = The month as a whole
digest-as-of = { $month }, as of { $day }
digest-figures = Figures
digest-figure = Figure
digest-figures-about = Read from what was recorded up to that day. A figure is no mark: it only says where to look.
digest-active = Active clients (capacity { $capacity })
digest-near = Of your people, spoken with often (rank 1 to 3)
digest-effective = Effective pillars
digest-top = The largest part of one client
digest-percent = { $n }%
digest-no-figure = not yet
digest-nothing = Nothing stands out about the practice as a whole this month.
digest-nobody = There is nothing to look back on yet. Once you have logged a session, its figures begin here.
