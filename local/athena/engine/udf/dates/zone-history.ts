import { unsupportedReason } from "../../../query-error";

/**
 * Zones by area of which Java's database has a history of their own, and that of ICU the history of a neighbour, as the
 * time zone database has without its file `backzone`. Found by comparing every zone's offset with Trino's for each day
 * since 1850 and at each change; those that are not here do not differ.
 *
 * @see https://data.iana.org/time-zones/theory.html (Scope of the tz database)
 */
const OTHER_HISTORY: Readonly<Record<string, string>> = {
  Africa:
    "Accra Addis_Ababa Asmara Asmera Bamako Bangui Banjul Blantyre Brazzaville Bujumbura Conakry Dakar Dar_es_Salaam Djibouti Douala Freetown Gaborone Harare Kampala Kigali Kinshasa Libreville Lome Luanda Lubumbashi Lusaka Malabo Maseru Mbabane Mogadishu Niamey Nouakchott Ouagadougou Porto-Novo Timbuktu",
  America:
    "Anguilla Antigua Aruba Atikokan Blanc-Sablon Cayman Coral_Harbour Creston Curacao Dominica Grenada Guadeloupe Kralendijk Lower_Princes Marigot Montserrat Nassau Port_of_Spain St_Barthelemy St_Kitts St_Lucia St_Thomas St_Vincent Tortola Virgin",
  Antarctica: "DumontDUrville McMurdo South_Pole Syowa",
  Arctic: "Longyearbyen",
  Asia: "Aden Bahrain Brunei Kuala_Lumpur Kuwait Muscat Phnom_Penh Vientiane",
  Atlantic: "Jan_Mayen Reykjavik St_Helena",
  Europe:
    "Amsterdam Copenhagen Guernsey Isle_of_Man Jersey Ljubljana Luxembourg Monaco Oslo Sarajevo Skopje Stockholm Vaduz Zagreb",
  Iceland: "",
  Indian: "Antananarivo Christmas Cocos Comoro Kerguelen Mahe Mayotte Reunion",
  Pacific: "Chuuk Funafuti Majuro Midway Pohnpei Ponape Saipan Truk Wake Wallis Yap",
};

/** The last one of them changed in October 1969. */
const HISTORY_END = Date.UTC(1969, 11, 1);

/** These differ until 1975. */
const TIJUANA: ReadonlySet<string> = new Set([
  "America/Tijuana",
  "America/Ensenada",
  "America/Santa_Isabel",
  "Mexico/BajaNorte",
]);
const TIJUANA_END = Date.UTC(1976, 0, 1);

const zonesWithOtherHistory: ReadonlySet<string> = new Set(
  Object.entries(OTHER_HISTORY).flatMap(([area, names]) =>
    names.split(" ").map((name) => (name === "" ? area : `${area}/${name}`)),
  ),
);

/**
 * Refuses an instant of a zone's history in which Trino has another offset.
 *
 * @param millis since the epoch
 * @throws Error NOT_SUPPORTED
 */
export function checkZoneHistory(zone: string, millis: number): void {
  if (millis >= TIJUANA_END) return;
  const differs = TIJUANA.has(zone) || (millis < HISTORY_END && zonesWithOtherHistory.has(zone));
  if (!differs) return;
  const year = TIJUANA.has(zone) ? 1976 : 1970;
  throw new Error(`NOT_SUPPORTED: ${unsupportedReason(`The time of ${zone} before ${year}`)}`);
}
