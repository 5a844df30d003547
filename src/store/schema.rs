//! The tables as diesel sees them: `migrations/portable`, column by column. Nothing else lives
//! here.

diesel::table! {
    practice (id) {
        id -> Text,
        name -> Text,
        created_at -> Timestamp,
    }
}
diesel::table! {
    member (id) {
        id -> Text,
        practice -> Text,
        name -> Text,
        reading -> Nullable<Text>,
        email -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        role -> Text,
        lang -> Text,
        tz -> Text,
        capacity -> Integer,
        quiet_from -> Nullable<Time>,
        quiet_until -> Nullable<Time>,
        active -> Bool,
        external_id -> Nullable<Text>,
        created_at -> Timestamp,
        in_account -> Bool,
        password_handed -> Bool,
        training_from -> Nullable<Date>,
    }
}
diesel::table! {
    login (token_hash) {
        token_hash -> Text,
        member -> Text,
        csrf -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        expires_at -> Timestamp,
        user_agent -> Text,
        address -> Text,
    }
}

diesel::table! {
    device (token_hash, member) {
        token_hash -> Text,
        member -> Text,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    installation (one) {
        one -> Integer,
        name -> Text,
    }
}

diesel::table! {
    setup_link (token_hash) {
        token_hash -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    login_attempt (id) {
        id -> Text,
        kind -> Text,
        key_hash -> Text,
        tried_at -> Timestamp,
    }
}

diesel::table! {
    person (id) {
        id -> Text,
        practice -> Text,
        consultant -> Text,
        external_id -> Nullable<Text>,
        kind -> Text,
        display_name -> Text,
        sort_key -> Text,
        profile -> Text,
        version -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    share (person, member) {
        person -> Text,
        member -> Text,
        shared_by -> Text,
        shared_at -> Timestamp,
    }
}

diesel::table! {
    pillar (id) {
        id -> Text,
        member -> Text,
        name -> Nullable<Text>,
        name_ja -> Nullable<Text>,
        name_en -> Nullable<Text>,
        position -> Integer,
        external_id -> Nullable<Text>,
    }
}

diesel::table! {
    fact (person, id) {
        person -> Text,
        id -> Text,
        seq -> BigInt,
        noun -> Text,
        on_day -> Date,
        session -> Nullable<Text>,
        about -> Nullable<Text>,
        recorded_at -> Timestamp,
        recorded_by -> Nullable<Text>,
        body -> Text,
    }
}

diesel::table! {
    standing (person) {
        person -> Text,
        valid_from -> Date,
        valid_until -> Nullable<Date>,
        status -> Nullable<Text>,
        stage -> Integer,
        closeness -> Nullable<Integer>,
        conversation -> Text,
        conversation_lapses_on -> Nullable<Date>,
        consultation -> Text,
        consultation_lapses_on -> Nullable<Date>,
        suspended -> Bool,
        open_strains -> Integer,
        missing -> Text,
        last_two_way -> Nullable<Date>,
        last_session_on -> Nullable<Date>,
        session_count -> Integer,
        next_on -> Nullable<Date>,
        waiting_since -> Nullable<Date>,
        due_on -> Nullable<Date>,
        open_questions -> Integer,
        asks_in -> Nullable<Text>,
    }
}

diesel::table! {
    draft (id) {
        id -> Text,
        member -> Text,
        person -> Nullable<Text>,
        body -> Text,
        version -> BigInt,
        updated_at -> Timestamp,
        discarded_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    submission (member, idempotency_key) {
        member -> Text,
        idempotency_key -> Text,
        person -> Text,
        session -> Text,
        saved_at -> Timestamp,
    }
}

diesel::table! {
    export (id) {
        id -> Text,
        practice -> Text,
        person -> Text,
        member -> Text,
        made_at -> Timestamp,
        profile -> Text,
        format -> Text,
        lang -> Text,
        scope_from -> Nullable<Date>,
        scope_to -> Nullable<Date>,
        scope_session -> Nullable<Text>,
        as_of -> Date,
        sha256 -> Text,
    }
}

diesel::table! {
    audit (id) {
        id -> Text,
        practice -> Text,
        member -> Nullable<Text>,
        done_at -> Timestamp,
        act -> Text,
        person -> Nullable<Text>,
        detail -> Text,
    }
}

diesel::table! {
    setting (practice, name) {
        practice -> Text,
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    erasure (id) {
        id -> Text,
        practice -> Text,
        person -> Text,
        ordered_by -> Text,
        ordered_at -> Timestamp,
        ending -> Text,
        reason -> Text,
        copies -> Text,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    erasing (person) {
        person -> Text,
        closes -> Text,
    }
}

diesel::table! {
    kept_hours (member, year) {
        member -> Text,
        year -> Integer,
        clients -> Integer,
        sessions -> Integer,
        minutes -> BigInt,
        paid -> BigInt,
        pro_bono -> BigInt,
        begun -> Integer,
    }
}

diesel::table! {
    verdict (person) {
        person -> Text,
        day -> Date,
        version -> BigInt,
        made_under -> Text,
        urgency -> Nullable<Integer>,
        findings -> Text,
        member -> Text,
    }
}

diesel::table! {
    reminder (member) {
        member -> Text,
        hour -> Integer,
        sent_on -> Nullable<Date>,
    }
}

diesel::table! {
    insight_state (id) {
        id -> Text,
        practice -> Text,
        member -> Text,
        person -> Nullable<Text>,
        rule -> Text,
        on_day -> Date,
        act -> Text,
        done_at -> Timestamp,
        undone_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    whole_copy (id) {
        id -> Text,
        practice -> Nullable<Text>,
        member -> Nullable<Text>,
        made_at -> Timestamp,
        kind -> Text,
        scope -> Text,
        place -> Nullable<Text>,
        sha256 -> Text,
    }
}

diesel::table! {
    feed (member) {
        member -> Text,
        token_hash -> Text,
        initials -> Bool,
        made_at -> Timestamp,
    }
}

diesel::table! {
    upload (id) {
        id -> Text,
        member -> Text,
        body -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    import (id) {
        id -> Text,
        member -> Text,
        done_at -> Timestamp,
        name -> Text,
        people_added -> Integer,
        people_changed -> Integer,
        sessions -> Integer,
        undone_at -> Nullable<Timestamp>,
        finished_at -> Nullable<Timestamp>,
        upload -> Nullable<Text>,
    }
}

diesel::table! {
    import_part (import, person) {
        import -> Text,
        person -> Text,
        added -> Bool,
        version -> BigInt,
        profile_before -> Nullable<Text>,
        records -> Text,
    }
}

diesel::table! {
    merge (id) {
        id -> Text,
        practice -> Text,
        member -> Text,
        kept -> Text,
        gone -> Text,
        done_at -> Timestamp,
        profile_before -> Text,
        profile_after -> Text,
        moved -> Text,
        undone_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    merged (person) {
        person -> Text,
        into_person -> Text,
    }
}

diesel::table! {
    leaving (person) {
        person -> Text,
        member -> Text,
        emptied -> Bool,
        bare -> Nullable<Text>,
    }
}

diesel::table! {
    passing (person) {
        person -> Text,
        first_seq -> BigInt,
        last_seq -> BigInt,
        coming -> Bool,
        stamp -> BigInt,
        since -> Timestamp,
    }
}

diesel::table! {
    search (n) {
        n -> BigInt,
        person -> Text,
        kind -> Text,
        record -> Text,
        session -> Nullable<Text>,
        no -> Nullable<Integer>,
        on_day -> Nullable<Date>,
        body -> Text,
    }
}

diesel::table! {
    search_due (person) {
        person -> Text,
        stamp -> BigInt,
    }
}

diesel::joinable!(search -> person (person));
diesel::joinable!(feed -> member (member));
diesel::joinable!(fact -> person (person));
diesel::joinable!(verdict -> person (person));
diesel::joinable!(standing -> person (person));
diesel::joinable!(share -> person (person));
diesel::joinable!(device -> member (member));
diesel::joinable!(login -> member (member));
diesel::joinable!(pillar -> member (member));
diesel::allow_tables_to_appear_in_same_query!(
    audit,
    device,
    draft,
    erasing,
    erasure,
    export,
    fact,
    feed,
    import,
    import_part,
    insight_state,
    installation,
    kept_hours,
    leaving,
    login,
    login_attempt,
    member,
    merge,
    merged,
    passing,
    person,
    pillar,
    practice,
    reminder,
    search,
    search_due,
    setting,
    setup_link,
    share,
    standing,
    submission,
    upload,
    verdict,
    whole_copy
);
