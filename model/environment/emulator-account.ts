/** The account that the embedded AWS plays for every caller; AWS keeps it for documentation. */
export const emulatorAccountId = "123456789012";
