// A calendar file is read into its box, and the address of the feed is completed with where this page is.

const file = document.getElementById("file");
const text = document.getElementById("ics");
if (file && text) {
  document.getElementById("calendar-file").hidden = false;
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    if (chosen) text.value = await chosen.text();
  });
}

for (const link of document.querySelectorAll("code[data-path]")) {
  if (link.textContent.startsWith("/")) link.textContent = location.origin + link.textContent;
}
