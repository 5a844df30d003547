// The browser knows its time zone: offer it, until the person chooses another.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const select = document.getElementById("tz");
if (select && [...select.options].some((option) => option.value === zone)) select.value = zone;
