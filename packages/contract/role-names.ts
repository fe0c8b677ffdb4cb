/** The names of roles, without zod: a page offers them, too. What a role may do is the server's table and nobody else's. */

export const branchRoles = ["teller", "greeter", "supervisor", "manager"] as const

/** Of the whole bank. An auditor reads all and changes nothing. */
export const bankRoles = ["admin", "auditor"] as const

/** As whom a key of the bank's scripts is asked. */
export const keyRoles = ["kiosk", "display", "greeter", "teller", "supervisor", "manager"] as const
