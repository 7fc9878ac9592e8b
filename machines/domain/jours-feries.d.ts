declare module '@socialgouv/jours-feries' {
  /** Public holidays by name, each at (about) midnight in the time zone of the process. */
  function joursFeries(year: number, options?: { readonly alsace: boolean }): Record<string, Date>;
  export = joursFeries;
}
