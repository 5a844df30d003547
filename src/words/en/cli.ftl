# What the command line says.
cli-import-done = Taken in: { $people ->
    [one] 1 person
   *[other] { $people } people
}, { $records ->
    [one] 1 record
   *[other] { $records } records
}. Already there: { $known }.
cli-import-nothing = Nothing new: all { $known } records were already there.
cli-import-refused = Nothing was taken in. { $n ->
    [one] One thing does
   *[other] { $n } things do
} not fit:
cli-import-unreadable = Nothing was taken in. { $n ->
    [one] One place
   *[other] { $n } places
} in the file cannot be read:
cli-import-fault = { $place } (line { $line }, column { $column }): { $why }
cli-import-whole = the file
cli-member-sign-in = { $address } signs in with the password { $password } (shown only this once).
cli-member-set = The password for { $address } is set.
cli-member-no-address = This member came with a file and has no address yet. Name one with --email.
cli-member-unknown = No single member is called { $who }. `ryokai member list` shows them all.
cli-setup-link = Nobody can sign in yet. To set up the practice, open this link within an hour; it works once:
cli-setup-command = Nobody can sign in yet. A command brought in { $names }; let its owner in by command, too:
cli-setup-who = Somebody who came with the file (`ryokai member list` names them):
cli-setup-new = Somebody new:
cli-member-active = can sign in
cli-member-inactive = deactivated
cli-member-no-sign-in = no sign-in yet
cli-no-such-client = There is no client { $id } in this practice. `ryokai clients` lists them.
cli-no-such-consultant = There is no consultant { $id } in this practice. `ryokai member list` shows them all.
cli-nobody = There is nobody here yet. `ryokai member add` adds the first consultant.
cli-no-practice = There is no practice yet. `ryokai serve` prints the link to set one up with; `ryokai member add --role owner` founds one by command.
cli-which-practice = There are several practices; choose one with --practice: { $names }
cli-unknown-practice = There is no practice { $name }. There are: { $names }
cli-first-practice = Practice
cli-demo-owner = Hana Kimura
cli-demo-there = { $address } is already there. A new password: ryokai member reset-password { $address } --practice Demo
cli-wide-file = Others on this machine can read { $file } (mode { $mode }). Keep it to yourself: chmod 600 { $file }
cli-doctor-schema = Schema { $version }
cli-doctor-outdated = The schema is not the one this program knows.
cli-doctor-differs = { $id }: the row for lists is not what the records make of it.
cli-doctor-well = All is well: { $people ->
    [one] 1 person
   *[other] { $people } people
} looked at.
cli-doctor-wrong = { $n ->
    [one] One thing is
   *[other] { $n } things are
} not as they should be:
cli-summary-look = Read the lines above. Add --looked once nobody can tell from them who is meant, or --without-doubt to leave them out. Nothing was written.
cli-reindexed = Search now finds everything of { $people ->
    [one] { $people } person.
   *[other] { $people } people.
 }
