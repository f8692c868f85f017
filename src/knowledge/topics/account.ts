import type { Topic } from "../entry.ts";

/** Credentials, access and account states. Editing a row cannot fix them. */
export const account: Topic = {
  "AuthenticationError.AUTHENTICATION_ERROR": {
    happened: "Google could not tell who is calling.",
    cause: "The credentials are incomplete or broken.",
    remedy: "Check the credentials in google-ads.yaml, and sign in again.",
    prevention: "Run rowmend doctor after every change of credentials.",
  },
  "AuthenticationError.CLIENT_CUSTOMER_ID_INVALID": {
    happened: "The customer id is not a number.",
    cause: "The cell has letters or a name instead of the id.",
    remedy: "Write the ten digits of the account, as in 123-456-7890.",
    prevention:
      "Copy the id from the corner of the Google Ads page; rowmend removes the hyphens automatically.",
  },
  "AuthenticationError.CLIENT_CUSTOMER_ID_IS_REQUIRED": {
    happened: "The request did not name an account.",
    cause: "Older API versions wanted the customer id in a header of every call.",
    remedy: "Pass --customer-id, or fill the column customer_id.",
    prevention: "Set a customer id for the whole file; the client library passes it on.",
  },
  "AuthenticationError.CUSTOMER_NOT_FOUND": {
    happened: "Google does not know an account with this id.",
    cause: "The id is mistyped, or the account was made moments ago.",
    remedy: "Check the id; for a new account wait five minutes and then try every 30 seconds.",
    prevention: "Leave a few minutes between creating an account and the first upload.",
  },
  "AuthenticationError.GOOGLE_ACCOUNT_DELETED": {
    happened: "The Google account behind the credentials was deleted.",
    cause: "Its owner or an administrator removed it.",
    remedy: "Sign in with a Google account that exists.",
    prevention: "Use an account of the company, not of a person who may leave.",
  },
  "AuthenticationError.GOOGLE_ACCOUNT_COOKIE_INVALID": {
    happened: "The access token is not valid any more.",
    cause: "It expired or was withdrawn.",
    remedy:
      "Refresh the token: run the command again, or create a new refresh token if that does not help.",
    prevention: "Keep one access token until it expires instead of asking for many.",
  },
  "AuthenticationError.GOOGLE_ACCOUNT_AUTHENTICATION_FAILED": {
    happened: "Signing in to the Google account failed.",
    cause: "Google considered the sign-in suspicious.",
    remedy:
      "Sign in to the account in a browser, resolve any warning, and create a new refresh token.",
    prevention: "Protect the account with a second factor.",
  },
  "AuthenticationError.GOOGLE_ACCOUNT_USER_AND_ADS_USER_MISMATCH": {
    happened: "The token belongs to a different user.",
    cause: "Credentials of two Google accounts were mixed.",
    remedy: "Take all credentials from the same Google account.",
    prevention: "Keep a separate google-ads.yaml for each account.",
  },
  "AuthenticationError.LOGIN_COOKIE_REQUIRED": {
    happened: "The request was not signed in.",
    cause: "No token was sent.",
    remedy: "Fill refresh_token, client_id and client_secret in google-ads.yaml.",
    prevention: "Compare google-ads.yaml with the example of Google's libraries.",
  },
  "AuthenticationError.LOGIN_COOKIE_INVALID": {
    happened: "The sign-in is not valid.",
    cause: "The session ended.",
    remedy: "Make a new refresh token.",
    prevention: "Store the token right after signing in.",
  },
  "AuthenticationError.NOT_ADS_USER": {
    happened: "The Google account behind the token has no Google Ads account.",
    cause: "Somebody signed in with the wrong Google account.",
    remedy:
      "Sign in with the account that uses Google Ads, usually that of the manager account, or invite this one under Access and security.",
    prevention: "Write down which Google account the token was made with.",
  },
  "AuthenticationError.OAUTH_TOKEN_INVALID": {
    happened: "The token in the request is wrong.",
    cause: "Access token, refresh token and authorization code were mixed up.",
    remedy: "Put the refresh token of the manager's account into google-ads.yaml.",
    prevention:
      "Name tokens by their kind when you store them; a token of the manager account reaches all its client accounts.",
  },
  "AuthenticationError.OAUTH_TOKEN_EXPIRED": {
    happened: "The access token has expired.",
    cause: "It is valid for one hour.",
    remedy: "Run the command again; rowmend fetches a new token automatically.",
    prevention: "Use a refresh token instead of an access token.",
  },
  "AuthenticationError.OAUTH_TOKEN_DISABLED": {
    happened: "The token was disabled.",
    cause: "An administrator switched off the app or the account.",
    remedy: "Ask the administrator to allow the app again.",
    prevention: "Have the app approved by the administrator of your domain.",
  },
  "AuthenticationError.OAUTH_TOKEN_REVOKED": {
    happened: "Access was withdrawn.",
    cause: "The user removed the app in the Google account, or changed the password.",
    remedy: "Sign in again for a new refresh token.",
    prevention: "Use a service account where staff change often.",
  },
  "AuthenticationError.OAUTH_TOKEN_HEADER_INVALID": {
    happened: "The token was sent in a wrong form.",
    cause: "Its text has a line break or quotation marks.",
    remedy: "Write the token on one line in google-ads.yaml.",
    prevention: "Paste tokens without spaces around them.",
  },
  "AuthenticationError.INVALID_EMAIL_ADDRESS": {
    happened: "The email address does not exist.",
    cause: "It is misspelled in the credentials.",
    remedy: "Correct the address that the credentials name.",
    prevention: "Copy addresses instead of typing them.",
  },
  "AuthenticationError.USER_ID_INVALID": {
    happened: "The user named in the request does not exist.",
    cause: "Its id is wrong.",
    remedy: "Correct the user in the credentials.",
    prevention: "Leave the user out unless a service account acts for one.",
  },
  "AuthenticationError.TWO_STEP_VERIFICATION_NOT_ENROLLED": {
    happened: "The account requires 2-Step Verification, and this user has not set it up.",
    cause: "An administrator made it mandatory.",
    remedy: "Set up 2-Step Verification for the Google account, then make a new refresh token.",
    prevention: "Set it up before an account requires it.",
  },
  "AuthenticationError.ADVANCED_PROTECTION_NOT_ENROLLED": {
    happened: "The account requires Advanced Protection.",
    cause: "An administrator raised the security settings.",
    remedy: "Enrol the Google account in the Advanced Protection Program.",
    prevention: "Ask which protection the account requires.",
  },
  "AuthenticationError.ORGANIZATION_NOT_RECOGNIZED": {
    happened: "Google does not recognise the organization of the Cloud project.",
    cause: "The project does not belong to a known organization.",
    remedy: "Move the Cloud project into your organization.",
    prevention: "Create Cloud projects inside the organization.",
  },
  "AuthenticationError.ORGANIZATION_NOT_APPROVED": {
    happened: "The organization of the Cloud project is not approved for real accounts.",
    cause: "The approval is missing.",
    remedy: "Apply for production access in the API Center.",
    prevention: "Ask for access before the first real upload.",
  },
  "AuthenticationError.ORGANIZATION_NOT_ASSOCIATED_WITH_DEVELOPER_TOKEN": {
    happened: "The developer token belongs to a different Cloud organization.",
    cause: "The token is tied to another organization.",
    remedy: "Use a Cloud project of the organization that owns the token.",
    prevention: "Keep the token and the project in one organization.",
  },
  "AuthenticationError.DEVELOPER_TOKEN_INVALID": {
    happened: "Google does not know the developer token.",
    cause: "It is mistyped or was replaced.",
    remedy: "Copy developer_token from the API Center of the manager account.",
    prevention: "Update google-ads.yaml whenever the token is reset.",
  },
  "AuthorizationError.USER_PERMISSION_DENIED": {
    happened: "The user has no access to this account.",
    cause: "Access goes through a manager account, whose id was not given.",
    remedy:
      "Give the manager's ten digits with --login-customer-id, or get access to the account itself.",
    prevention: "Put login_customer_id into google-ads.yaml; rowmend removes the hyphens.",
  },
  "AuthorizationError.DEVELOPER_TOKEN_NOT_ON_ALLOWLIST": {
    happened: "The developer token may not use this function.",
    cause: "Google enables it for selected tokens only.",
    remedy: "Ask Google for access to this function.",
    prevention: "Use functions that every token may use.",
  },
  "AuthorizationError.DEVELOPER_TOKEN_PROHIBITED": {
    happened: "The developer token cannot be used with this Cloud project.",
    cause: "A project is permanently tied to the first developer token that it was used with.",
    remedy: "Create a new Cloud project for this token and make new credentials in it.",
    prevention: "Use one Cloud project for each manager account.",
  },
  "AuthorizationError.PROJECT_DISABLED": {
    happened: "The Google Ads API is not switched on in the Cloud project.",
    cause: "The project was never given access, or was disabled.",
    remedy: "Enable the Google Ads API in the Cloud console.",
    prevention: "Enable it when you create the project.",
  },
  "AuthorizationError.AUTHORIZATION_ERROR": {
    happened: "Google did not allow the call.",
    cause: "A permission is missing, and Google does not say which.",
    remedy: "Check the access of the Google account in Google Ads.",
    prevention: "Run rowmend doctor to see what access you have.",
  },
  "AuthorizationError.ACTION_NOT_PERMITTED": {
    happened: "The user may not do this in the account.",
    cause: "Read-only or limited access was given.",
    remedy: "Ask an administrator of the account for Standard access.",
    prevention: "Check access levels before a bulk upload.",
  },
  "AuthorizationError.INCOMPLETE_SIGNUP": {
    happened: "The account's sign-up is not complete.",
    cause: "Billing or terms are still incomplete.",
    remedy: "Finish the sign-up in Google Ads.",
    prevention: "Complete new accounts before the first upload.",
  },
  "AuthorizationError.CUSTOMER_NOT_ENABLED": {
    happened: "The account is not active.",
    cause: "Its sign-up was not finished, or it was cancelled.",
    remedy:
      "Finish the sign-up of the account in Google Ads, or reactivate it if it was cancelled.",
    prevention: "Look at the status of an account before you upload to it.",
  },
  "AuthorizationError.MISSING_TOS": {
    happened: "The terms of the API are not accepted.",
    cause: "Nobody accepted them for this developer token.",
    remedy: "Accept the terms in the API Center of the manager account.",
    prevention: "Accept the terms when you apply for a token.",
  },
  "AuthorizationError.DEVELOPER_TOKEN_NOT_APPROVED": {
    happened: "The developer token works with test accounts only.",
    cause: "It has not been approved for real accounts.",
    remedy:
      "Check that you meant a real account, and apply for Basic or Standard access in the API Center.",
    prevention: "Try things with --sandbox until the token is approved.",
  },
  "AuthorizationError.CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION": {
    happened: "The Cloud project works with test accounts only.",
    cause: "It has no production access.",
    remedy: "Apply for access for the Cloud project.",
    prevention: "Plan some days for the approval.",
  },
  "AuthorizationError.CLOUD_PROJECT_NOT_UNDER_ORGANIZATION": {
    happened: "The Cloud project is not in the required organization.",
    cause: "It was created elsewhere.",
    remedy: "Move it into the organization, or use another project.",
    prevention: "Let your administrator create the project.",
  },
  "AuthorizationError.INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION": {
    happened: "The manager account does not manage this account.",
    cause: "Another manager's id was given.",
    remedy: "Give the id of the manager that is linked to the account.",
    prevention: "Note the manager of each account.",
  },
  "AuthorizationError.SERVICE_ACCESS_DENIED": {
    happened: "The developer token may not use this service.",
    cause: "Its access level is too low.",
    remedy: "Apply for the access level that the service needs.",
    prevention: "Check the access level in the API Center.",
  },
  "AuthorizationError.ACCESS_DENIED_FOR_ACCOUNT_TYPE": {
    happened: "The account is not a Google Ads account.",
    cause: "Its id belongs to another ads system.",
    remedy: "Use the id of a Google Ads account.",
    prevention: "Take ids from the Google Ads account list.",
  },
  "AuthorizationError.METRIC_ACCESS_DENIED": {
    happened: "This token may not read the requested metrics.",
    cause: "Google restricts them.",
    remedy: "Use credentials that may read these metrics.",
    prevention: "Query common metrics only.",
  },
  "AuthorizationError.ACTION_NOT_PERMITTED_FOR_SUSPENDED_ACCOUNT": {
    happened: "The account is suspended.",
    cause: "It broke a policy or did not pay.",
    remedy: "Clear the suspension in Google Ads first.",
    prevention: "Act on warnings from Google early.",
  },
  "HeaderError.INVALID_LOGIN_CUSTOMER_ID": {
    happened: "The manager id is not valid.",
    cause: "It is mistyped, or does not belong to a manager account.",
    remedy: "Correct --login-customer-id.",
    prevention: "Copy the manager's id from the manager account itself.",
  },
  "HeaderError.INVALID_LINKED_CUSTOMER_ID": {
    happened: "The linked account's id is not valid.",
    cause: "The header for partner links holds a wrong id.",
    remedy: "Remove linked_customer_id from google-ads.yaml, or correct it.",
    prevention: "Leave it out unless you are a third-party partner.",
  },
  "NotAllowlistedError.CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE": {
    happened: "The account may not use this function yet.",
    cause: "Google enables it account by account.",
    remedy: "Ask your contact at Google to enable it, or leave such rows out.",
    prevention: "Ask before you plan to use new functions.",
  },
  "OperationAccessDeniedError.MUTATE_NOT_PERMITTED_FOR_CUSTOMER": {
    happened: "The account does not accept this change.",
    cause: "Its kind or state forbids it.",
    remedy: "Check the account's state in Google Ads.",
    prevention: "Try the upload with one account first.",
  },
  "IdentityVerificationError.NO_EFFECTIVE_BILLING": {
    happened: "The account has no billing, which verification requires.",
    cause: "Billing was never set up.",
    remedy: "Set up billing in Google Ads.",
    prevention: "Set up billing with the account.",
  },
  "RequestError.INVALID_CUSTOMER_ID": {
    happened: "The customer id is not valid.",
    cause: "Digits are missing, or there are too many.",
    remedy: "Correct the customer id.",
    prevention: "Format the id column as text, so that leading digits are kept.",
  },
  "RequestError.CANNOT_BE_EXECUTED_BY_MANAGER_ACCOUNT": {
    happened: "A manager account cannot hold campaigns.",
    cause: "customer_id has the manager's id.",
    remedy:
      "Put the client account's id into customer_id, and the manager's id into --login-customer-id.",
    prevention: "Label the two ids clearly.",
  },
  "RequestError.DEVELOPER_TOKEN_PARAMETER_MISSING": {
    happened: "No developer token was sent.",
    cause: "developer_token is missing in google-ads.yaml.",
    remedy: "Add developer_token to google-ads.yaml, or set GOOGLE_ADS_DEVELOPER_TOKEN.",
    prevention: "Keep the token with the other credentials.",
  },
  "RequestError.LOGIN_CUSTOMER_ID_PARAMETER_MISSING": {
    happened: "The call needs the id of the manager account.",
    cause: "It was not given.",
    remedy: "Pass --login-customer-id.",
    prevention: "Put login_customer_id into the configuration.",
  },
  "RequestError.CLOUD_PROJECT_NOT_FOUND": {
    happened: "The Cloud project does not exist.",
    cause: "Its id is wrong, or it was deleted.",
    remedy: "Use credentials of a Cloud project that exists.",
    prevention: "Do not delete projects whose credentials are in use.",
  },
  "RequestError.UNSUPPORTED_VERSION": {
    happened: "Google no longer serves this version of the Google Ads API.",
    cause: "Google retires each version after about a year.",
    remedy: "Update rowmend: npm install rowmend@latest.",
    prevention: "Update before the date on which Google retires a version.",
  },
  "QuotaError.ACCESS_PROHIBITED": {
    happened: "Google has blocked this token or account from the API.",
    cause: "Google considers that its terms or limits were broken.",
    remedy: "Contact Google's API support with the request id.",
    prevention: "Keep within the quotas and terms of the API.",
  },
  "AssetError.LEAD_FORM_MISSING_AGREEMENT": {
    happened: "The terms for lead forms are not accepted.",
    cause: "Nobody accepted them in this account.",
    remedy: "Accept the lead form terms in Google Ads.",
    prevention: "Open the lead form page once in each new account.",
  },
  "AssetLinkError.CUSTOMER_NOT_VERIFIED": {
    happened: "The advertiser is not verified.",
    cause: "Such assets need advertiser verification.",
    remedy: "Complete the advertiser verification in Google Ads.",
    prevention: "Verify accounts early.",
  },
};
