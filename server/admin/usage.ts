/** The command line's words about itself. */
export const usage = `Usage: npm run admin -- COMMAND …

  deactivate --tenant T (--nir NIR | --client NAME)   end a member's access, or a client's whole staff's
  reactivate --tenant T (--nir NIR | --client NAME)   give it back
  unblock --tenant T --nir NIR                        clear the failures counted on a NIR
  client NAME --tenant T --contact-name N --contact-email E
                                                      add a client, or change its contact
  import FILE --tenant T                              add or update members from CSV; « - » reads stdin
  letter-status ID (printed | posted | returned)      what the print house reports
  letter-resend ID                                    post a new letter with a new code
  outbox                                              messages given up after the last try
  outbox-resend ID                                    try one of them again
  keys                                                documents by key version
  rotate                                              seal every document anew under the current key
  backup TARGET                                       copy the store to a new file while the server runs

Options:
  --url URL    ask a running server (with ADMIN_TOKEN) instead of opening the store; not for keys, rotate, backup
  --help

« --nir - » reads the NIR from stdin, so that it stands in no shell history.
Without --url the environment is read as the server reads it (DATA_DIR, SECRET_KEYS …).
Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 an import rejected some lines.
`;
