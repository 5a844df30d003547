UPDATE standing SET valid_until = valid_from;
