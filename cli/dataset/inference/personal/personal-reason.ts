import type { FieldLocation } from "../inferred-field";
import type { Observation } from "../observation";
import {
  isAboutPeople,
  isPersonalName,
  isPersonalOfPeople,
  isPersonName,
  isSecretName,
} from "./personal-words";

const EMAIL = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;
const IP_ADDRESS =
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$|^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){3,7}$/i;
const PHONE = /^\+\d[\d ()/-]{6,}$/;

/**
 * Why a field may contain personal data.
 *
 * @param observation its values
 * @returns undefined if nothing indicates it
 */
export function personalReason(
  { name, parent, isOfPeople }: FieldLocation,
  { booleans, values, texts, element }: Observation,
): string | undefined {
  // Whether somebody has an e-mail address is no address.
  if (values > 0 && booleans === values) return undefined;
  const strings = [...texts.keys(), ...element.texts.keys()];
  // The number of tokens is no secret.
  if (isSecretName(name) && (strings.length > 0 || values === 0)) {
    return "looks like a secret, which events should not contain";
  }
  const byValue = [EMAIL, IP_ADDRESS, PHONE].some(
    (pattern) => strings.length > 0 && strings.every((text) => pattern.test(text)),
  );
  const byName =
    isPersonName(name, parent) || isPersonalName(name) || (isOfPeople && isPersonalOfPeople(name));
  return byName || byValue
    ? "marked as personal: remove the mark if it is not personal data"
    : undefined;
}

/** Whether events are about people: a field at any level says so by its name. */
export function areAboutPeople(events: Observation): boolean {
  const isSo = ({ fields, element }: Observation, parent: string): boolean =>
    [...fields.values()].some(
      ({ name, observation }) => isAboutPeople(name, parent) || isSo(observation, name),
    ) ||
    (element.values > 0 && isSo(element, parent));
  return isSo(events, "");
}
