/** A way through two flows and their menus that no limit ends: four of nine keys are turns of the session. */
export const pressed = ['3', '1', '*', '2', '4', '1', '9', '*', '2'] as const;
