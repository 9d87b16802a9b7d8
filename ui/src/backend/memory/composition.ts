/** Who of a made-up panel counts for what. */
import type { HeldPanel } from "@/backend/memory/workspace";
import type { RequirementView, SeatView } from "@/backend/port";

/** In a meeting those recorded, in a circulated review those whose opinion is there. */
export function presentSeats(panel: HeldPanel): number[] {
  return panel.meeting === "circulated" ? panel.opinions.map(({ seat }) => seat) : (panel.attendance?.present ?? []);
}

function applies(panel: HeldPanel, { when }: SeatView): boolean | null {
  if (when === "sequenced_in_house") return panel.sequenced_in_house;
  return when === "paediatric_cancer" ? panel.paediatric_cancer : true;
}

/** Whether every place can have a person of its own. */
function dealtOut(places: string[], persons: string[][]): boolean {
  const [place, ...rest] = places;
  if (place === undefined) return true;
  return persons.some((holds, index) => holds.includes(place) && dealtOut(rest, persons.filter((_, other) => other !== index)));
}

/** Until attendance is recorded, or opinions are in, nobody is missing yet. */
function isSettled(panel: HeldPanel): boolean {
  if (panel.meeting === "real_time") return panel.attendance !== null;
  return panel.revealed || panel.opinions.length === panel.members.length;
}

export function composition(panel: HeldPanel): RequirementView[] {
  const present = presentSeats(panel);
  const here = panel.members.filter(({ seat }) => present.includes(seat));
  const seats = panel.rule.seats.filter((seat) => applies(panel, seat) !== false);
  const wanted: RequirementView[] = seats.map((seat) => {
    const names = here.filter(({ qualifications }) => qualifications.includes(seat.qualification)).map(({ name }) => name);
    const met = names.length >= seat.minimum ? "met" : applies(panel, seat) === null ? "not_assessed" : "not_met";
    return { wanted: "seat", qualification: seat.qualification, minimum: seat.minimum, met, names };
  });
  const ofPart = (part: string, otherwise = false): RequirementView => {
    const names = here.filter((member) => member.part === part).map(({ name }) => name);
    return { wanted: part, qualification: null, minimum: 1, met: names.length > 0 || otherwise ? "met" : "not_met", names };
  };
  const attending = panel.attendance?.attending;
  const supplied = attending === "supplied_history" && panel.rule.attending_may_supply_history;
  wanted.push(ofPart("chair"), ofPart("attending", supplied || (panel.meeting === "real_time" && attending === "present")));
  if (!panel.rule.one_person_several_seats) {
    const places = seats.flatMap(({ qualification, minimum }) => Array.from({ length: minimum }, () => qualification));
    const met = dealtOut(places, here.map(({ qualifications }) => qualifications)) ? "met" : "not_met";
    wanted.push({ wanted: "own_person_for_each_seat", qualification: null, minimum: 1, met, names: [] });
  }
  return isSettled(panel) ? wanted : wanted.map((one) => (one.met === "not_met" ? { ...one, met: "not_assessed" } : one));
}
