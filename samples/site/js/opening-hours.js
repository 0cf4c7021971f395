// Says whether the shop is open, in the shop's own time.
const hours = { opens: 6, closes: 18, closedOn: 1 };

function isOpen(now) {
  return now.getDay() !== hours.closedOn && now.getHours() >= hours.opens && now.getHours() < hours.closes;
}

document.getElementById("open-now").textContent = isOpen(new Date()) ? "Open now." : "Closed; back at six.";
