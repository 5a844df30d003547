# The documents of a month in one ZIP.
batch-title = Summaries of a month
batch-means = One document for each of your clients who had a session in that month, in one ZIP.
batch-what = Which
batch-month = Month
batch-format = Format
batch-lang-own = Each client’s own language
batch-show = Show who is in it
batch-who = { $n ->
        [0] Nobody
        [one] One client
       *[other] { $n } clients
    }
batch-nobody = Nobody had a session in that month.
batch-start = Pack the ZIP
batch-running = { $done } of { $of } are done. This page goes on by itself.
batch-packed = { $n ->
        [0] No document could be made.
        [one] One document is packed. Taking the ZIP records it as handed over.
       *[other] { $n } documents are packed. Taking the ZIP records each as handed over.
    }
batch-left-off = Not in it: { $name }. { $why }
batch-called-off = It was called off. Nothing was handed over, nothing was recorded.
batch-failed = It broke off. Nothing was handed over, nothing was recorded. Try once more; if it happens again, make the sheets one by one.
batch-written = { $n ->
        [one] One document
       *[other] { $n } documents
    } in { $file }, each recorded as handed over.
batch-fault-month = This cannot be read as a month. Write it like 2025-06.
batch-fault-supervisor = A supervisor’s copy needs a question of its own and a human eye: make it for one client at a time.
batch-fault-exists = { $file } exists already and was left as it is. Choose another name.
batch-look = Sheets { $from } to { $to }, exactly as they go out. Read each, and take the tick away where you want to keep one back.
batch-looked = I have looked through the sheets on this page
batch-leaves = Hand over this sheet
batch-next = Go on to the next sheets
batch-changed = The record has changed since the sheet was shown. Look at it once more.
batch-fault-looked = Please look through the sheets, then tick this.
