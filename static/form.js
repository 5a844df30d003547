// Enter belongs to the input method while it composes; and a form that is on its way is not sent twice.

document.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key === "Enter" && composing && event.target instanceof HTMLInputElement) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  // A form that answers with a download leaves the page standing, and may be wanted again.
  setTimeout(() => delete form.dataset.sent, 2000);
});
