/** Our own line drawings, 24 × 24. Decorative: the words beside them say the same. */
const draw = (paths: string) =>
  `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`;

export const icons = {
  arrow: draw('<path d="M9 5l7 7-7 7"/>'),
  back: draw('<path d="M20 12H5M11 6l-6 6 6 6"/>'),
  alert: draw('<path d="M12 3.5 2.5 20h19zM12 10v4.5M12 17.2v.1"/>'),
  done: draw('<path d="M4.5 12.5 10 18 20 6.5"/>'),
  phone: draw(
    '<path d="M7 3.5H4.6c-.7 0-1.2.6-1.1 1.3C4.4 13 11 19.6 19.2 20.5c.7.1 1.3-.4 1.3-1.1V17l-4.3-1.9-2 2c-2.9-1.4-5.9-4.4-7.3-7.3l2-2z"/>',
  ),
  mail: draw('<rect x="3" y="5.5" width="18" height="13" rx="2"/><path d="m3.5 7 8.5 6.5L20.5 7"/>'),
  letter: draw('<path d="M4 20.5V10l8-6 8 6v10.5zM4.3 10.3l7.7 5.4 7.7-5.4"/>'),
  place: draw(
    '<path d="M12 21s-6.5-5.7-6.5-11a6.5 6.5 0 0 1 13 0C18.5 15.3 12 21 12 21z"/><circle cx="12" cy="10" r="2.3"/>',
  ),
  clock: draw('<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>'),
  link: draw('<path d="M14 4.5h5.5V10M19 5l-8.5 8.5M17 14v4.5H5.5V7H10"/>'),
  shield: draw(
    '<path d="M12 3 5 5.8v5.4c0 4.6 3 8 7 9.8 4-1.8 7-5.2 7-9.8V5.8z"/><path d="m9 11.8 2.2 2.2 4-4.2"/>',
  ),
  card: draw('<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="M3 9.5h18M6.5 15h4"/>'),
  person: draw('<circle cx="12" cy="8" r="3.8"/><path d="M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6"/>'),
  restart: draw('<path d="M5 5v5h5M5.5 10A7.5 7.5 0 1 1 4.7 14"/>'),
  stop: draw('<path d="M14.5 4.5H6v15h8.5M10.5 12H20M16.5 8.5 20 12l-3.5 3.5"/>'),
  erase: draw('<path d="M9 5.5h11v13H9L3 12zM12 9.5l5 5M17 9.5l-5 5"/>'),
  print: draw('<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>'),
  key: draw('<circle cx="8" cy="15.5" r="4.5"/><path d="m11.3 12.2 8.2-8.2M16 7.5l3 3M13.6 9.9l2 2"/>'),
  door: draw('<path d="M6 20.5v-17h12v17M3.5 20.5h17M14.5 12v.1"/>'),
  digits: draw(
    '<rect x="3" y="6.5" width="18" height="11" rx="2.5"/><path d="M7.5 12v.1M12 12v.1M16.5 12v.1" stroke-width="2.6"/>',
  ),
  pencil: draw('<path d="M4.5 19.5l1-4.3L16.3 4.4l3.3 3.3L8.8 18.5zM14 6.7l3.3 3.3"/>'),
  help: draw(
    '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.7a2.6 2.6 0 1 1 3.6 2.4c-.8.3-1.1.8-1.1 1.6M12 16.7v.1"/>',
  ),
  book: draw(
    '<path d="M12 6.5C10 5 7 4.5 3.5 4.8v13.5c3.5-.3 6.5.2 8.5 1.7 2-1.5 5-2 8.5-1.7V4.8C17 4.5 14 5 12 6.5zM12 6.5V20"/>',
  ),
  care: draw('<path d="M12 20S4 15.2 4 9.6A4.4 4.4 0 0 1 12 7a4.4 4.4 0 0 1 8 2.6C20 15.2 12 20 12 20z"/>'),
  download: draw('<path d="M12 4v11M7.5 10.5 12 15l4.5-4.5M4.5 19.5h15"/>'),
} as const;
