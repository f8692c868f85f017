/** What someone has to do about an error. */
export type Action =
  | "fix"
  | "exempt"
  | "retry"
  | "wait"
  | "account"
  | "blocked"
  | "settle"
  | "report";
