export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pki/ca.pem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PkiController_ca"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pki/crl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PkiController_crl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pki/ocsp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PkiController_ocsp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pki/ocsp/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PkiController_ocspByGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sandbox/captchas/{captchaId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SandboxController_captcha"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sandbox/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SandboxController_read"];
        put: operations["SandboxController_move"];
        post?: never;
        delete: operations["SandboxController_reset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sandbox/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SandboxMessagesController_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sandbox/sms-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SandboxMessagesController_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sandbox/staff-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SandboxController_staff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/change-requests/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EvidenceController_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AuditLogController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/stream-searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["StreamsController_search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/streams/{stream}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StreamsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/streams/{stream}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StreamStatesController_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/streams/{stream}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StreamStatesController_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/captchas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A captcha: 4 characters, 2 minutes, spent even when wrong */
        post: operations["CaptchasController_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dictionaries/{dictionary}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Regions (two levels), educations or occupations */
        get: operations["DictionariesController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["CertificatesController_install"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/certificates/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CertificatesController_current"];
        put?: never;
        post?: never;
        delete: operations["CertificatesController_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ChangeRequestsController_list"];
        put?: never;
        post: operations["ChangeRequestsController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ChangeRequestsController_get"];
        put?: never;
        post?: never;
        delete: operations["ChangeRequestsController_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AgreementsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/agreements/{documentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AgreementsController_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/agreements/{documentId}/signature": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AgreementsController_signature"];
        put: operations["AgreementsController_sign"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/agreements/{documentId}/signing-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AgreementsController_openSigningSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/agreements/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["AgreementsController_consent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/contact-phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["RequestFormsController_contactPhone"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/identity-validity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["RequestFormsController_cardValidity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/other-information": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["RequestFormsController_otherInformation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/photos/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["RequestPhotosController_photo"];
        put: operations["RequestPhotosController_uploadPhoto"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/photos/{kind}/reuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["RequestPhotosController_keepPhoto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ChangeRequestsController_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/responsibility-letter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["RequestPhotosController_letter"];
        put: operations["RequestPhotosController_agreeToLetter"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/sms-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["RequestFormsController_requestCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/change-requests/{id}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ChangeRequestsController_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/companies/{companyCode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SignInController_company"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProfileController_profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/profile/photos/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProfileController_photo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SignInController_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SignInController_current"];
        put?: never;
        post?: never;
        delete: operations["SignInController_signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/sessions/sms-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SignInController_requestCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/video-verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["VideoVerificationsController_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/video-verifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["VideoVerificationsController_get"];
        put?: never;
        post?: never;
        delete: operations["VideoVerificationsController_leave"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/video-verifications/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["VideoVerificationsController_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/video-verifications/{id}/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["VideoVerificationsController_signal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/futures/video-verifications/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["VideoVerificationsController_current"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/activations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ActivationController_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/activations/{ticket}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["ActivationController_finish"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["IdentityConfigurationController_agreements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["IdentityConfigurationController_configuration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/face-verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FaceVerificationsController_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MeController_get"];
        put?: never;
        post?: never;
        delete: operations["MeController_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/me/business-registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["MeController_businessRegistration"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/me/mobile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["MeController_mobile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["MeController_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/me/real-name-level": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["MeController_realNameLevel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PasswordResetsController_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/password-resets/{ticket}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["PasswordResetsController_finish"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["RegistrationController_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/registrations/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["RegistrationController_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["UserSignInController_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["UserSignInController_current"];
        put?: never;
        post?: never;
        delete: operations["UserSignInController_signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/sessions/current/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["UserSignInController_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/sessions/face": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["UserSignInController_signInByFace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/sms-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["RegistrationController_requestCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/account-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AccountChangesController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/change-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StaffChangeRequestsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/change-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StaffChangeRequestsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/change-requests/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["StaffChangeRequestsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/change-requests/{id}/photos/{which}/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StaffChangeRequestsController_photo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/change-requests/{id}/rejection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["StaffChangeRequestsController_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/customers/{companyCode}/{customerNumber}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["CustomersController_import"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/customers/{companyCode}/{customerNumber}/photos/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["CustomersController_photo"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ErasuresController_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/identity-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["IdentityUsersController_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/identity-users/{userId}/real-name-level": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["IdentityUsersController_raise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/identity-users/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["IdentityUsersController_search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/video-verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StaffVideoVerificationsController_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/video-verifications/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StaffVideoVerificationsController_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/video-verifications/{id}/photos/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StaffVideoVerificationsController_photo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/video-verifications/{id}/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["StaffVideoVerificationsController_signal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/video-verifications/{id}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["StaffVideoVerificationsController_verdict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/video-verifications/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StaffVideoVerificationsController_current"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/video-verifications/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["StaffVideoVerificationsController_next"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ActivatedAnswer: {
            /** @example 3 */
            realNameLevel: number;
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            userId: string;
            /** @example zhang_san */
            username: string;
        };
        AgreementBody: {
            /** @example true */
            agreed: boolean;
            /** @example 1.0 */
            version: string;
        };
        AgreementListAnswer: {
            /** @example false */
            consented: boolean;
            /** @example 我已阅读并同意以上所有协议和业务规则内容 */
            consentText: string;
            /**
             * @example [
             *       {
             *         "documentId": "changeApplication",
             *         "title": "《合同内容变更申请书》",
             *         "version": "1.0",
             *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             *         "mediaType": "text/html; charset=utf-8",
             *         "signed": false
             *       }
             *     ]
             */
            items: {
                /** @example changeApplication */
                documentId: string;
                /** @example text/html; charset=utf-8 */
                mediaType: string;
                /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                sha256: string;
                /** @example false */
                signed: boolean;
                /** @example 《合同内容变更申请书》 */
                title: string;
                /** @example 1.0 */
                version: string;
            }[];
        };
        BeginActivationBody: {
            /** @example mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y */
            activationTicket: string;
            /**
             * @example {
             *       "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
             *     }
             */
            face?: components["schemas"]["FaceBody"];
            /** @example 11010119900307002X */
            idNumber: string;
            /** @example 13800138000 */
            mobile: string;
            /** @example 012345 */
            smsCode: string;
        };
        BeginResetBody: {
            /**
             * @example {
             *       "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
             *     }
             */
            face: components["schemas"]["FaceBody"];
            /** @example 11010119900307002X */
            idNumber: string;
            /** @example 张三 */
            name: string;
        };
        BranchFields: {
            /** @example 001 */
            branchCode: string;
            /** @example 0038 */
            companyCode: string;
        };
        BusinessRegistrationBody: {
            /**
             * @description 是否办理工商登记注册
             * @example true
             */
            participate: boolean;
        };
        CallAnswer: {
            /**
             * @example {
             *       "provider": "webrtc",
             *       "url": "/v1/staff/video-verifications/3f2c8a3e/signals",
             *       "token": "t",
             *       "expiresAt": "2026-11-22T08:30:00.000Z"
             *     }
             */
            call: {
                /** @example 2026-11-22T08:30:00.000Z */
                expiresAt?: string;
                /** @example webrtc */
                provider?: string;
                /** @example t */
                token?: string;
                /** @example /v1/staff/video-verifications/3f2c8a3e/signals */
                url?: string;
            };
            /**
             * @example {
             *       "name": "测试0033",
             *       "maskedIdNumber": "4101**********0033"
             *     }
             */
            customer: {
                /** @example 4101**********0033 */
                maskedIdNumber?: string;
                /** @example 测试0033 */
                name?: string;
            };
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            id: string;
            /**
             * @example [
             *       "idFront",
             *       "idBack"
             *     ]
             */
            photos: string[];
        };
        CaptchaAnswer: {
            /** @example 7KPM */
            answer: string;
        };
        CaptchaRequest: {
            /**
             * @description spent for that purpose only
             * @example futuresLogin
             * @enum {string}
             */
            purpose: "futuresLogin" | "contactPhone" | "registration" | "activation" | "mobileChange";
        };
        CardValidityBody: {
            /**
             * @description 2099-12-31 is long-term (V2.1)
             * @example 2045-12-31
             */
            end?: string;
            /** @example false */
            longTerm?: boolean;
            /** @example 2025-12-31 */
            start: string;
        };
        CertificateAnswer: {
            /**
             * @description PEM
             * @example -----BEGIN CERTIFICATE-----
             *     …
             */
            certificate: string;
            /**
             * @description PEM, from the issuer upwards without the root
             * @example -----BEGIN CERTIFICATE-----
             *     …
             */
            chain: string;
            /** @example 2027-11-22T08:00:00.000Z */
            notAfter: string;
            /** @example 0a1b2c3d4e5f60718293a4b5c6d7e8f9 */
            serial: string;
        };
        ChangeMobileBody: {
            /** @example 13800138000 */
            mobile: string;
            /** @example 012345 */
            smsCode: string;
        };
        ChangePasswordBody: {
            /** @example Sm4rt-Pass */
            oldPassword: string;
            /** @example Sm4rt-Pass */
            password: string;
            /** @example Sm4rt-Pass */
            passwordConfirmation: string;
        };
        ChangeRequestAnswer: {
            /**
             * @example [
             *       {
             *         "documentId": "changeApplication",
             *         "title": "《合同内容变更申请书》",
             *         "version": "1.0",
             *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             *         "signed": false
             *       }
             *     ]
             */
            agreements: {
                /** @example changeApplication */
                documentId: string;
                /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                sha256: string;
                /** @example false */
                signed: boolean;
                /** @example 《合同内容变更申请书》 */
                title: string;
                /** @example 1.0 */
                version: string;
            }[];
            certificate: components["schemas"]["ReadinessAnswer"];
            /** @example false */
            consented: boolean;
            /**
             * @example {
             *       "phone": "1380****001"
             *     }
             */
            current: components["schemas"]["RequestFieldsAnswer"];
            /** @example 2026-11-22T08:00:00.000Z */
            decidedAt: string | null;
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            id: string;
            /**
             * @example contactPhone
             * @enum {string}
             */
            kind: "identityValidity" | "contactPhone" | "otherInformation";
            /** @example 4101**********0033 */
            maskedIdNumber: string;
            /** @example 测* */
            maskedName: string;
            /** @example 资料修改申请办理中 */
            message: string;
            /** @example 2026-11-22T08:00:00.000Z */
            openedAt: string;
            photos: components["schemas"]["PhotoSlotsAnswer"];
            /**
             * @description F30
             * @example {
             *       "stages": [
             *         "资料报审",
             *         "签署协议",
             *         "在线回访"
             *       ],
             *       "current": 1
             *     }
             */
            progress: {
                /** @example 1 */
                current?: number;
                /**
                 * @example [
                 *       "资料报审",
                 *       "签署协议",
                 *       "在线回访"
                 *     ]
                 */
                stages?: string[];
            };
            /**
             * @example {
             *       "phone": "13900139000"
             *     }
             */
            proposed: components["schemas"]["RequestFieldsAnswer"] | null;
            /** @example 照片不清晰 */
            rejectionReason: string | null;
            /**
             * @example {
             *       "version": "1.0",
             *       "agreedAt": "2026-11-22T08:00:00.000Z"
             *     }
             */
            responsibilityLetter: {
                /** @example 2026-11-22T08:00:00.000Z */
                agreedAt?: string;
                /** @example 1.0 */
                version?: string;
            } | null;
            /**
             * @example open
             * @enum {string}
             */
            status: "open" | "submitted" | "applied" | "rejected" | "cancelled" | "expired";
            /**
             * @example photos
             * @enum {string}
             */
            step: "photos" | "form" | "agreements" | "certificate" | "submission" | "done";
            /** @example 2026-11-22T08:00:00.000Z */
            submittedAt: string | null;
        };
        ChangeRequestListAnswer: {
            items: components["schemas"]["ChangeRequestAnswer"][];
            /** @example MTIz */
            next: string | null;
        };
        CheckBody: {
            /** @example 11010119900307002X */
            idNumber: string;
        };
        ClockReading: {
            /**
             * Format: date-time
             * @description the service’s time
             * @example 2026-11-22T08:00:00.000Z
             */
            now: string;
        };
        CodeBody: {
            /** @example A7K9 */
            captcha?: string;
            /**
             * Format: uuid
             * @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e
             */
            captchaId?: string;
            /** @example 13800138000 */
            phone: string;
        };
        CodeSentAnswer: {
            /** @example 2026-11-22T08:00:00.000Z */
            resendAt: string;
            /**
             * @description seconds
             * @example 60
             */
            resendIn: number;
        };
        CompanyAnswer: {
            /**
             * @example [
             *       {
             *         "code": "futuresBrokerage",
             *         "name": "期货经纪"
             *       }
             *     ]
             */
            accountTypes: {
                /** @example futuresBrokerage */
                code: string;
                /** @example 期货经纪 */
                name: string;
            }[];
            /** @example 2.6.0 */
            appVersion: string;
            /**
             * @example [
             *       {
             *         "code": "001",
             *         "name": "上海营业部"
             *       }
             *     ]
             */
            branches: {
                /** @example 001 */
                code: string;
                /** @example 上海营业部 */
                name: string;
            }[];
            /** @example 0038 */
            code: string;
            /**
             * @example [
             *       "网上开户服务时间:周一至周五、周六 01:23-23:58。"
             *     ]
             */
            hints: string[];
            /** @example 400-800-0038 */
            hotline: string;
            /** @example 测试期货 */
            name: string;
            /**
             * @example [
             *       "二代身份证"
             *     ]
             */
            preparation: string[];
            serviceHours: components["schemas"]["ServiceHoursAnswer"];
            /**
             * @example [
             *       {
             *         "code": "basicInformation",
             *         "name": "我的基本资料",
             *         "enabled": true
             *       }
             *     ]
             */
            services: {
                /** @example basicInformation */
                code: string;
                /** @example true */
                enabled: boolean;
                /** @example 我的基本资料 */
                name: string;
            }[];
            /**
             * @description what to show, by key (F7)
             * @example {
             *       "changeRequest.applied": "修改资料成功"
             *     }
             */
            texts: {
                [key: string]: string;
            };
        };
        ConfirmationBody: {
            /**
             * @example {
             *       "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
             *     }
             */
            face?: components["schemas"]["FaceBody"];
            /** @example Sm4rt-Pass */
            password?: string;
        };
        ConsentBody: {
            /**
             * @example true
             * @enum {boolean}
             */
            agreed: true;
        };
        ContactPhoneBody: {
            /** @example 13800138000 */
            phone: string;
            /**
             * @description not for a landline (F17)
             * @example 012345
             */
            smsCode?: string;
        };
        CurrentCertificateAnswer: {
            /** @example 2027-11-22T08:00:00.000Z */
            notAfter: string;
            /** @example 0a1b2c3d4e5f60718293a4b5c6d7e8f9 */
            serial: string;
            /**
             * @example active
             * @enum {string}
             */
            state: "active" | "revoked" | "superseded" | "expired";
            /** @example true */
            thisDevice: boolean;
        };
        CustomerBody: {
            /**
             * @example [
             *       "futuresBrokerage"
             *     ]
             */
            accountTypes: string[];
            /**
             * Format: date-time
             * @description when the company's system knew this (F22); now unless given
             * @example 2026-11-22T08:00:00.000Z
             */
            asOf?: string;
            /** @example 001 */
            branchCode?: string;
            /** @example 13800138000 */
            contactMobile?: string;
            /** @example 0755-1234533 */
            contactPhone?: string;
            /** @example 上海市浦东新区华鹏路300号 */
            idAddress: string;
            /** @example 410101199508130033 */
            idNumber: string;
            /** @example 测试0033 */
            name: string;
            other: components["schemas"]["OtherFields"];
            /**
             * @example active
             * @enum {string}
             */
            status: "active" | "dormant" | "frozen" | "closed";
            validity: components["schemas"]["ValidityFields"];
        };
        Dictionary: {
            items: components["schemas"]["DictionaryItem"][];
            /** @example 2026-01 */
            version: string;
        };
        DictionaryItem: {
            /**
             * @description an inactive one is shown where it is on file, and cannot be chosen
             * @example true
             */
            active: boolean;
            /**
             * @example [
             *       {
             *         "code": "310115",
             *         "name": "浦东新区",
             *         "active": true
             *       }
             *     ]
             */
            children?: {
                /** @example true */
                active: boolean;
                /** @example 310115 */
                code: string;
                /** @example 浦东新区 */
                name: string;
            }[];
            /** @example 310000 */
            code: string;
            /** @example 上海市 */
            name: string;
        };
        DiffAnswer: {
            /**
             * @description `path`: JSON Pointer into the state; absent values are null, personal ones masked
             * @example [
             *       {
             *         "path": "/contactPhone",
             *         "before": "***",
             *         "after": "***",
             *         "event": {
             *           "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
             *           "type": "PhoneChanged",
             *           "revision": 3,
             *           "at": "2026-11-22T08:00:00.000Z",
             *           "actor": {
             *             "kind": "system",
             *             "id": "apply-approved-changes"
             *           },
             *           "correlationId": "c0ffee"
             *         }
             *       }
             *     ]
             */
            changes: {
                /** @example *** */
                after: string;
                /** @example *** */
                before: string;
                /**
                 * @example {
                 *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                 *       "type": "PhoneChanged",
                 *       "revision": 3,
                 *       "at": "2026-11-22T08:00:00.000Z",
                 *       "actor": {
                 *         "kind": "system",
                 *         "id": "apply-approved-changes"
                 *       },
                 *       "correlationId": "c0ffee"
                 *     }
                 */
                event: {
                    /**
                     * @example {
                     *       "kind": "system",
                     *       "id": "apply-approved-changes"
                     *     }
                     */
                    actor: {
                        /** @example apply-approved-changes */
                        id: string;
                        /** @example system */
                        kind: string;
                    };
                    /** @example 2026-11-22T08:00:00.000Z */
                    at: string;
                    /** @example c0ffee */
                    correlationId: string;
                    /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
                    id: string;
                    /** @example 3 */
                    revision: number;
                    /** @example PhoneChanged */
                    type: string;
                };
                /** @example /contactPhone */
                path: string;
            }[];
            /** @example 0 */
            from: number;
            /** @example CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            stream: string;
            /** @example 3 */
            to: number;
        };
        ErasureAnswer: {
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            erasureId: string;
            /**
             * @example restricted
             * @enum {string}
             */
            outcome: "erased" | "restricted";
            /**
             * @description null once everything is erased
             * @example 2046-11-22T08:00:00.000Z
             */
            retainedUntil: string | null;
        };
        ErasureBody: {
            /**
             * @example futures
             * @enum {string}
             */
            app: "futures" | "identity";
            /** @example 410101199508130033 */
            idNumber: string;
            /**
             * @description recorded
             * @example request of 2026-11-20
             */
            reason: string;
        };
        FaceBody: {
            /**
             * Format: uuid
             * @description the server fetches the outcome from the provider itself (R16)
             * @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e
             */
            faceVerificationId?: string;
            /**
             * @description sandbox only: base64
             * @example iVBORw0KGgo=
             */
            image?: string;
            /**
             * @description sandbox only
             * @example sandbox:match
             */
            providerTicket?: string;
        };
        FaceSignInBody: {
            /**
             * @example {
             *       "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
             *     }
             */
            face: components["schemas"]["FaceBody"];
            /**
             * @description ID number or mobile
             * @example 13800138000
             */
            identifier: string;
        };
        FaceVerificationAnswer: {
            /** @example 2026-11-22T08:00:00.000Z */
            expiresAt: string;
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            faceVerificationId: string;
            /** @example sandbox */
            provider: string;
            /** @example mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y */
            token: string;
            /**
             * @description the provider's liveness flow
             * @example about:blank
             */
            url: string;
        };
        FaceVerificationStartBody: {
            /** @example mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y */
            activationTicket?: string;
            /**
             * @example {
             *       "version": "1.0",
             *       "agreed": true
             *     }
             */
            consent: components["schemas"]["AgreementBody"];
            /**
             * @description for `signIn`
             * @example 13800138000
             */
            identifier?: string;
            /**
             * @description with the name, for `passwordReset`
             * @example 11010119900307002X
             */
            idNumber?: string;
            /** @example 张三 */
            name?: string;
            /**
             * @description `signIn` with a session serves a confirmation
             * @example signIn
             * @enum {string}
             */
            purpose: "signIn" | "passwordReset" | "realNameLevel" | "activation";
        };
        FeedAnswer: {
            /**
             * @example [
             *       {
             *         "position": "MTIz",
             *         "customerNumber": "00380001",
             *         "changeRequestId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
             *         "kind": "contactPhone",
             *         "values": {
             *           "contactPhone": "13900139000"
             *         },
             *         "appliedAt": "2026-11-22T08:00:00.000Z"
             *       }
             *     ]
             */
            items: {
                /** @example 2026-11-22T08:00:00.000Z */
                appliedAt: string;
                /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
                changeRequestId: string;
                /** @example 00380001 */
                customerNumber: string;
                /** @example contactPhone */
                kind: string;
                /** @example MTIz */
                position: string;
                /**
                 * @example {
                 *       "contactPhone": "13900139000"
                 *     }
                 */
                values: {
                    /** @example 13900139000 */
                    contactPhone: string;
                };
            }[];
            /** @example MTIz */
            next: string | null;
        };
        FinishActivationBody: {
            /** @example Sm4rt-Pass */
            password: string;
            /** @example Sm4rt-Pass */
            passwordConfirmation: string;
            /** @example zhang_san */
            username: string;
        };
        IdentityAgreementsAnswer: {
            /**
             * @example [
             *       {
             *         "documentId": "userAgreement",
             *         "title": "《用户协议》",
             *         "version": "1.0",
             *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             *         "text": "一、……"
             *       }
             *     ]
             */
            items: {
                /** @example userAgreement */
                documentId: string;
                /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                sha256: string;
                /** @example 一、…… */
                text: string;
                /** @example 《用户协议》 */
                title: string;
                /** @example 1.0 */
                version: string;
            }[];
        };
        IdentityConfigurationAnswer: {
            /**
             * @example [
             *       {
             *         "question": "短信发送问题",
             *         "answer": "1 分钟支持发送 1 条……"
             *       }
             *     ]
             */
            faq: {
                /** @example 1 分钟支持发送 1 条…… */
                answer: string;
                /** @example 短信发送问题 */
                question: string;
            }[];
            /** @example 400-000-0000 */
            hotline: string;
            /**
             * @example [
             *       {
             *         "level": 3,
             *         "name": "三级实名"
             *       }
             *     ]
             */
            realNameLevels: {
                /** @example 3 */
                level: number;
                /** @example 三级实名 */
                name: string;
            }[];
            /**
             * @example [
             *       "password",
             *       "face"
             *     ]
             */
            signInMethods: string[];
            /**
             * @example {
             *       "minute": 1,
             *       "hour": 3,
             *       "day": 5
             *     }
             */
            smsQuota: {
                /** @example 5 */
                day?: number;
                /** @example 3 */
                hour?: number;
                /** @example 1 */
                minute?: number;
            };
            /** @example 工商注册身份验证 */
            title: string;
        };
        IdentityUserBody: {
            /** @example 11010119900307002X */
            idNumber: string;
            /** @example 13800138000 */
            mobile?: string;
            /** @example 张三 */
            name: string;
            /**
             * @description at most 3 (R6)
             * @example 3
             * @enum {number}
             */
            realNameLevel: 3 | 1 | 2;
        };
        IdentityUserSearchBody: {
            /** @example 11010119900307002X */
            idNumber: string;
        };
        ImportedAnswer: {
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            customerId: string;
            /**
             * @description groups in which an applied change is younger and stands (F22)
             * @example [
             *       "phones"
             *     ]
             */
            kept: string[];
        };
        ImportedUserAnswer: {
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            userId: string;
        };
        InstallBody: {
            /**
             * @description PEM PKCS#10
             * @example -----BEGIN CERTIFICATE REQUEST-----
             *     …
             */
            csr: string;
            /**
             * Format: uuid
             * @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e
             */
            verificationId: string;
        };
        IssuedCaptcha: {
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            captchaId: string;
            /** @example 2026-11-22T08:02:00.000Z */
            expiresAt: string;
            /**
             * @description a PNG data URI
             * @example data:image/png;base64,iVBORw0KGgo=
             */
            image: string;
        };
        JoinBody: {
            /**
             * @description the account's own branch unless given (F24)
             * @example 001
             */
            branchCode?: string;
        };
        LetterBody: {
            /**
             * @example true
             * @enum {boolean}
             */
            agreed: true;
            /** @example 1.0 */
            version: string;
        };
        Liveness: {
            /** @example up */
            status: string;
        };
        LoginCodeBody: {
            /** @example futuresBrokerage */
            accountType: string;
            /** @example A7K9 */
            captcha: string;
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            captchaId: string;
            /** @example 0038 */
            companyCode: string;
            /** @example 11010119900307002X */
            idNumber: string;
        };
        LoginCodeSentAnswer: {
            /**
             * @description where the code went; made up for an unknown ID number (F4)
             * @example *******8000
             */
            maskedMobile: string;
            /** @example 2026-11-22T08:00:00.000Z */
            resendAt: string;
            /**
             * @description seconds
             * @example 60
             */
            resendIn: number;
        };
        MobileCodeBody: {
            /** @example A7K9 */
            captcha?: string;
            /**
             * Format: uuid
             * @description for `mobileChange` only once asked for
             * @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e
             */
            captchaId?: string;
            /** @example 13800138000 */
            mobile: string;
            /**
             * @example registration
             * @enum {string}
             */
            purpose: "registration" | "activation" | "mobileChange";
        };
        NewPasswordBody: {
            /** @example Sm4rt-Pass */
            password: string;
            /** @example Sm4rt-Pass */
            passwordConfirmation: string;
        };
        OpenBody: {
            /**
             * @example identityValidity
             * @enum {string}
             */
            kind: "identityValidity" | "contactPhone" | "otherInformation";
        };
        OperatorLevelBody: {
            /**
             * @example 4
             * @enum {number}
             */
            level: 4;
            /** @example 本人到窗口核验身份证原件 */
            reason: string;
        };
        OtherFields: {
            /** @example 上海市浦东新区华鹏路300号 */
            address: string;
            /** @example 310115 */
            cityCode: string;
            /** @example 张三 */
            clientManager?: string;
            /**
             * @description code of the dictionary
             * @example 1
             */
            education: string;
            /** @example zhang@example.com */
            email?: string;
            /** @example 李四 */
            intermediary?: string;
            /**
             * @description code of the dictionary
             * @example 1300
             */
            occupation: string;
            /** @example 518000 */
            postcode: string;
            /** @example 310000 */
            provinceCode: string;
        };
        OtherInformationBody: {
            /**
             * @description 3–50 characters
             * @example 上海市浦东新区华鹏路300号
             */
            address: string;
            /** @example 310115 */
            cityCode: string;
            /** @example 张三 */
            clientManager?: string;
            /**
             * @description code of the dictionary
             * @example 3
             */
            education: string;
            /** @example zhang@example.com */
            email?: string;
            /** @example 王五 */
            intermediary?: string;
            /**
             * @description code of the dictionary, an active one
             * @example 1300
             */
            occupation: string;
            /** @example 518000 */
            postcode: string;
            /** @example 310000 */
            provinceCode: string;
        };
        PasswordSignInBody: {
            /**
             * @description ID number or mobile
             * @example 13800138000
             */
            identifier: string;
            /** @example Sm4rt-Pass */
            password: string;
        };
        PhotoSlotAnswer: {
            /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
            sha256: string | null;
            /**
             * @example uploaded
             * @enum {string}
             */
            state: "missing" | "onFile" | "kept" | "uploaded";
            /** @example 2026-11-22T08:00:00.000Z */
            uploadedAt: string | null;
        };
        PhotoSlotsAnswer: {
            idBack: components["schemas"]["PhotoSlotAnswer"];
            idFront: components["schemas"]["PhotoSlotAnswer"];
            signature: components["schemas"]["PhotoSlotAnswer"];
        };
        /** @description RFC 9457; some codes add members that help to act, such as `retryAt` or `rule` */
        Problem: {
            /**
             * @description stable: logic uses this
             * @example request.invalid
             */
            code: string;
            /**
             * @description may be shown as it is
             * @example 请检查标出的内容后再提交。
             */
            detail: string;
            errors?: {
                /** @example field.required */
                code: string;
                /** @example 此项必填。 */
                detail: string;
                /** @example /idNumber */
                pointer: string;
            }[];
            /** @example /v1/futures/sessions */
            instance: string;
            /** Format: date-time */
            retryAt?: string;
            rule?: string;
            /** @example 400 */
            status: number;
            /** @example 请求内容有误 */
            title: string;
            /** @example urn:problem-type:request.invalid */
            type: string;
        } & {
            [key: string]: unknown;
        };
        ProfileAnswer: {
            /**
             * @example {
             *       "code": "001",
             *       "name": "总部营业部"
             *     }
             */
            branch: {
                /** @example 001 */
                code?: string;
                /** @example 总部营业部 */
                name?: string;
            } | null;
            /**
             * @example {
             *       "clientManager": true,
             *       "intermediary": true
             *     }
             */
            editable: {
                /** @example true */
                clientManager?: boolean;
                /** @example true */
                intermediary?: boolean;
            };
            /**
             * @example {
             *       "maskedName": "测*",
             *       "maskedIdNumber": "4101**********0033",
             *       "idAddress": "上海市浦东新区华鹏路300号",
             *       "validity": {
             *         "start": "2020-03-18",
             *         "end": "2040-03-18",
             *         "longTerm": false,
             *         "expired": false
             *       }
             *     }
             */
            identity: {
                /** @example 上海市浦东新区华鹏路300号 */
                idAddress?: string;
                /** @example 4101**********0033 */
                maskedIdNumber?: string;
                /** @example 测* */
                maskedName?: string;
                /**
                 * @example {
                 *       "start": "2020-03-18",
                 *       "end": "2040-03-18",
                 *       "longTerm": false,
                 *       "expired": false
                 *     }
                 */
                validity?: {
                    /** @example 2040-03-18 */
                    end: string;
                    /** @example false */
                    expired: boolean;
                    /** @example false */
                    longTerm: boolean;
                    /** @example 2020-03-18 */
                    start: string;
                };
            };
            /**
             * @example [
             *       {
             *         "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
             *         "kind": "contactPhone",
             *         "status": "open",
             *         "step": "form"
             *       }
             *     ]
             */
            openRequests: {
                /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
                id: string;
                /** @example contactPhone */
                kind: string;
                /** @example open */
                status: string;
                /** @example form */
                step: string;
            }[];
            /**
             * @example {
             *       "province": {
             *         "code": "310000",
             *         "name": "上海市"
             *       },
             *       "city": {
             *         "code": "310115",
             *         "name": "浦东新区"
             *       },
             *       "address": "上海市浦东新区华鹏路300号",
             *       "postcode": "518000",
             *       "email": null,
             *       "education": {
             *         "code": "1",
             *         "name": "硕士及以上"
             *       },
             *       "occupation": {
             *         "code": "2",
             *         "name": "经济、金融业务人员",
             *         "active": true
             *       },
             *       "clientManager": "张三",
             *       "intermediary": "李四"
             *     }
             */
            other: {
                /** @example 上海市浦东新区华鹏路300号 */
                address?: string;
                /**
                 * @example {
                 *       "code": "310115",
                 *       "name": "浦东新区"
                 *     }
                 */
                city?: {
                    /** @example 310115 */
                    code: string;
                    /** @example 浦东新区 */
                    name: string;
                };
                /** @example 张三 */
                clientManager?: string;
                /**
                 * @example {
                 *       "code": "1",
                 *       "name": "硕士及以上"
                 *     }
                 */
                education?: {
                    /** @example 1 */
                    code: string;
                    /** @example 硕士及以上 */
                    name: string;
                };
                /** @example null */
                email?: string | null;
                /** @example 李四 */
                intermediary?: string;
                /**
                 * @example {
                 *       "code": "2",
                 *       "name": "经济、金融业务人员",
                 *       "active": true
                 *     }
                 */
                occupation?: {
                    /** @example true */
                    active: boolean;
                    /** @example 2 */
                    code: string;
                    /** @example 经济、金融业务人员 */
                    name: string;
                };
                /** @example 518000 */
                postcode?: string;
                /**
                 * @example {
                 *       "code": "310000",
                 *       "name": "上海市"
                 *     }
                 */
                province?: {
                    /** @example 310000 */
                    code: string;
                    /** @example 上海市 */
                    name: string;
                };
            };
            /**
             * @example {
             *       "contactPhone": "1552****995",
             *       "contactMobile": "1552****995"
             *     }
             */
            phones: {
                /** @example 1552****995 */
                contactMobile?: string;
                /** @example 1552****995 */
                contactPhone?: string;
            };
        };
        QueueAnswer: {
            /** @example 2026-11-22T08:00:00.000Z */
            oldestAt: string | null;
            /** @example 2 */
            waiting: number;
        };
        Readiness: {
            /** @example event store */
            name: string;
            /**
             * @description why it is down
             * @example event store is unavailable
             */
            reason?: string;
            /**
             * @example up
             * @enum {string}
             */
            status: "up" | "down";
        };
        ReadinessAnswer: {
            /**
             * @example usable
             * @enum {string}
             */
            readiness: "usable" | "required";
            /** @example 0a1b2c3d4e5f60718293a4b5c6d7e8f9 */
            serial: string | null;
            /**
             * @description a passed verification not yet used
             * @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e
             */
            verificationId: string | null;
        };
        ReadinessReport: {
            checks: components["schemas"]["Readiness"][];
            /**
             * @example up
             * @enum {string}
             */
            status: "up" | "down";
        };
        RealNameLevelBody: {
            /**
             * @example {
             *       "version": "1.0",
             *       "agreed": true
             *     }
             */
            consent: components["schemas"]["AgreementBody"];
            /**
             * @example {
             *       "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
             *     }
             */
            face: components["schemas"]["FaceBody"];
            /**
             * @example 4
             * @enum {number}
             */
            level: 4;
        };
        RegisteredAnswer: {
            /** @example 3 */
            realNameLevel: number;
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            userId: string;
        };
        RegistrationBody: {
            /**
             * @example {
             *       "version": "1.0",
             *       "agreed": true
             *     }
             */
            agreement: components["schemas"]["AgreementBody"];
            /** @example 11010119900307002X */
            idNumber: string;
            /** @example 13800138000 */
            mobile: string;
            /** @example 张三 */
            name: string;
            /** @example Sm4rt-Pass */
            password: string;
            /** @example Sm4rt-Pass */
            passwordConfirmation: string;
            /** @example 012345 */
            smsCode: string;
            validity: components["schemas"]["ValidityTermFields"];
        };
        RejectionBody: {
            /** @example 照片不清晰 */
            reason: string;
        };
        RequestFieldsAnswer: {
            /**
             * @description otherInformation
             * @example 上海市浦东新区华鹏路300号
             */
            address?: string;
            /**
             * @description otherInformation
             * @example 310115
             */
            cityCode?: string;
            /**
             * @description otherInformation
             * @example 张三
             */
            clientManager?: string | null;
            /**
             * @description otherInformation
             * @example 1
             */
            education?: string;
            /**
             * @description otherInformation
             * @example a@example.com
             */
            email?: string | null;
            /**
             * @description identityValidity
             * @example 2040-03-18
             */
            end?: string;
            /**
             * @description otherInformation
             * @example 李四
             */
            intermediary?: string | null;
            /**
             * @description identityValidity
             * @example false
             */
            longTerm?: boolean;
            /**
             * @description otherInformation
             * @example 2
             */
            occupation?: string;
            /**
             * @description contactPhone; in `current` masked
             * @example 1380****001
             */
            phone?: string | null;
            /**
             * @description otherInformation
             * @example 518000
             */
            postcode?: string;
            /**
             * @description otherInformation
             * @example 310000
             */
            provinceCode?: string;
            /**
             * @description identityValidity
             * @example 2020-03-18
             */
            start?: string;
        };
        ResetBegunAnswer: {
            /** @example 4112-XXXXXXXX */
            maskedAccount: string;
            /** @example mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y */
            ticket: string;
        };
        ResponsibilityLetterAnswer: {
            /** @example responsibilityLetter */
            documentId: string;
            /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
            sha256: string;
            /** @example 本人承诺…… */
            text: string;
            /** @example 《数字证书安全责任书》 */
            title: string;
            /** @example 1.0 */
            version: string;
        };
        ReviewAnswer: {
            /**
             * @example [
             *       {
             *         "documentId": "changeApplication",
             *         "version": "1.0",
             *         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             *         "certificateSerial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
             *         "signedAt": "2026-11-22T08:00:00.000Z"
             *       }
             *     ]
             */
            agreements: {
                /** @example 0a1b2c3d4e5f60718293a4b5c6d7e8f9 */
                certificateSerial: string;
                /** @example changeApplication */
                documentId: string;
                /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                sha256: string;
                /** @example 2026-11-22T08:00:00.000Z */
                signedAt: string;
                /** @example 1.0 */
                version: string;
            }[];
            /** @example 0039 */
            companyCode: string;
            /**
             * @example {
             *       "phone": "1380****001"
             *     }
             */
            current: {
                /** @example 1380****001 */
                phone?: string;
            };
            /**
             * @example {
             *       "name": "测试0033",
             *       "maskedIdNumber": "4101**********0033"
             *     }
             */
            customer: {
                /** @example 4101**********0033 */
                maskedIdNumber?: string;
                /** @example 测试0033 */
                name?: string;
            };
            /** @example 00390001 */
            customerNumber: string;
            /** @example 2026-11-22T08:00:00.000Z */
            decidedAt: string | null;
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            id: string;
            /**
             * @example contactPhone
             * @enum {string}
             */
            kind: "identityValidity" | "contactPhone" | "otherInformation";
            /**
             * @example {
             *       "idFront": {
             *         "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             *         "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
             *       },
             *       "idBack": {
             *         "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             *         "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
             *       },
             *       "signature": {
             *         "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             *         "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
             *       }
             *     }
             */
            photos: {
                /**
                 * @example {
                 *       "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *       "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *     }
                 */
                idBack?: {
                    /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                    onFile: string;
                    /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                    submitted: string;
                };
                /**
                 * @example {
                 *       "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *       "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *     }
                 */
                idFront?: {
                    /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                    onFile: string;
                    /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                    submitted: string;
                };
                /**
                 * @example {
                 *       "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *       "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *     }
                 */
                signature?: {
                    /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                    onFile: string;
                    /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
                    submitted: string;
                };
            };
            /**
             * @example {
             *       "phone": "13900139000"
             *     }
             */
            proposed: {
                /** @example 13900139000 */
                phone?: string;
            } | null;
            /** @example 照片不清晰 */
            rejectionReason: string | null;
            /**
             * @example submitted
             * @enum {string}
             */
            status: "open" | "submitted" | "applied" | "rejected" | "cancelled" | "expired";
            /** @example 2026-11-22T08:00:00.000Z */
            submittedAt: string;
            /**
             * @description legal, but worth a look (V2.3)
             * @example [
             *       "validity.unusual-span"
             *     ]
             */
            warnings: string[];
        };
        ReviewListAnswer: {
            items: components["schemas"]["ReviewAnswer"][];
            /** @example MTIz */
            next: string | null;
        };
        SearchBody: {
            /** @example CustomerAccount */
            category?: string;
            /** @example 11010119900307002X */
            idNumber: string;
        };
        ServiceHoursAnswer: {
            /**
             * @description null while it is open
             * @example 2026-11-22T08:00:00.000Z
             */
            nextOpening: string | null;
            /** @example true */
            open: boolean;
            /** @example 周一至周五、周六 01:23-23:58 */
            text: string;
            /**
             * @example [
             *       {
             *         "days": [
             *           1,
             *           2,
             *           3,
             *           4,
             *           5,
             *           6
             *         ],
             *         "from": "01:23:00",
             *         "to": "23:58:00"
             *       }
             *     ]
             */
            windows: {
                /**
                 * @example [
                 *       1,
                 *       2,
                 *       3,
                 *       4,
                 *       5,
                 *       6
                 *     ]
                 */
                days: number[];
                /** @example 01:23:00 */
                from: string;
                /** @example 23:58:00 */
                to: string;
            }[];
        };
        SessionAnswer: {
            /** @example 2026-11-22T08:00:00.000Z */
            expiresAt: string;
            /** @example 2026-11-22T08:00:00.000Z */
            idleExpiresAt: string;
        };
        ShownMessage: {
            /** @example 042137 */
            code: string;
            /** @example futuresLogin */
            purpose: string;
            /** @example 2026-11-22T08:00:00.000Z */
            sentAt: string;
            /** @example 【实名服务】您正在登录期货账户，验证码 042137，5 分钟内有效，请勿告诉他人。 */
            text: string;
            /** @example 13800138000 */
            to: string;
        };
        ShownMessages: {
            items: components["schemas"]["ShownMessage"][];
        };
        ShownNotice: {
            /** @example 2026-11-22T08:00:00.000Z */
            sentAt: string;
            /** @example 【实名服务】您的登录密码已修改。 */
            text: string;
            /** @example 13800138000 */
            to: string;
        };
        ShownNotices: {
            items: components["schemas"]["ShownNotice"][];
        };
        SignalBody: {
            /**
             * @example {
             *       "type": "offer",
             *       "sdp": "v=0…"
             *     }
             */
            data: {
                [key: string]: unknown;
            };
        };
        SignatureBody: {
            /**
             * @description base64 of the IEEE P1363 signature, 64 bytes
             * @example MEUCIQDn…
             */
            signature: string;
            /**
             * Format: uuid
             * @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e
             */
            signingSessionId: string;
        };
        SignedInAnswer: {
            /**
             * @example {
             *       "maskedName": "测*"
             *     }
             */
            customer: {
                /** @example 测* */
                maskedName?: string;
            };
            /**
             * @description the absolute end
             * @example 2026-11-22T08:00:00.000Z
             */
            expiresAt: string;
            /**
             * @description the card on file has expired (F6)
             * @example false
             */
            idExpired: boolean;
            /** @example mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y */
            token: string;
        };
        SignInBody: {
            /** @example futuresBrokerage */
            accountType: string;
            /** @example 0038 */
            companyCode: string;
            /** @example 11010119900307002X */
            idNumber: string;
            /** @example 012345 */
            smsCode: string;
        };
        SigningSessionAnswer: {
            /** @example 2026-11-22T08:00:00.000Z */
            expiresAt: string;
            /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
            sha256: string;
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            signingSessionId: string;
            /**
             * @description base64 DER of the CMS signed attributes
             * @example MYGJMBgGCSqGSIb3DQEJAzELBgkqhkiG9w0BBwE=
             */
            toBeSigned: string;
        };
        SigningSessionBody: {
            /** @example 0a1b2c3d4e5f60718293a4b5c6d7e8f9 */
            certificateSerial: string;
        };
        StaffTokensShown: {
            /** @example eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln */
            agent: string;
            /** @example eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln */
            auditor: string;
            /** @example eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJvIn0.c2ln */
            operator: string;
            /** @example eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJyIn0.c2ln */
            reviewer: string;
        };
        StateAnswer: {
            /**
             * @description when that revision was written
             * @example 2026-11-22T08:00:00.000Z
             */
            at: string;
            /** @example 3 */
            revision: number;
            /**
             * @description personal fields masked
             * @example {
             *       "is": "registered",
             *       "companyCode": "0038",
             *       "contactPhone": "***"
             *     }
             */
            state: {
                /** @example 0038 */
                companyCode?: string;
                /** @example *** */
                contactPhone?: string;
                /** @example registered */
                is?: string;
            };
            /** @example CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            stream: string;
        };
        StreamAnswer: {
            /**
             * @example [
             *       {
             *         "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
             *         "stream": "CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
             *         "revision": 0,
             *         "position": "42",
             *         "type": "PhoneChanged",
             *         "schemaVersion": 1,
             *         "at": "2026-11-22T08:00:00.000Z",
             *         "actor": {
             *           "kind": "system",
             *           "id": "apply-approved-changes"
             *         },
             *         "correlationId": "c0ffee",
             *         "causationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
             *         "session": "session",
             *         "device": "device-0001",
             *         "clientVersion": "1.0.0",
             *         "data": {
             *           "phone": "contactPhone",
             *           "number": "***"
             *         }
             *       }
             *     ]
             */
            items: {
                /**
                 * @example {
                 *       "kind": "system",
                 *       "id": "apply-approved-changes"
                 *     }
                 */
                actor: {
                    /** @example apply-approved-changes */
                    id: string;
                    /** @example system */
                    kind: string;
                };
                /** @example 2026-11-22T08:00:00.000Z */
                at: string;
                /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
                causationId: string;
                /** @example 1.0.0 */
                clientVersion: string;
                /** @example c0ffee */
                correlationId: string;
                /**
                 * @example {
                 *       "phone": "contactPhone",
                 *       "number": "***"
                 *     }
                 */
                data: {
                    /** @example *** */
                    number: string;
                    /** @example contactPhone */
                    phone: string;
                };
                /** @example device-0001 */
                device: string;
                /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
                id: string;
                /** @example 42 */
                position: string;
                /** @example 0 */
                revision: number;
                /** @example 1 */
                schemaVersion: number;
                /** @example session */
                session: string;
                /** @example CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
                stream: string;
                /** @example PhoneChanged */
                type: string;
            }[];
            /** @example 50 */
            next: string | null;
        };
        StreamListAnswer: {
            /**
             * @example [
             *       {
             *         "stream": "CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
             *         "category": "CustomerAccount",
             *         "revision": 3,
             *         "firstAt": "2026-11-22T08:00:00.000Z",
             *         "lastAt": "2026-11-22T08:00:00.000Z"
             *       }
             *     ]
             */
            items: {
                /** @example CustomerAccount */
                category: string;
                /** @example 2026-11-22T08:00:00.000Z */
                firstAt: string;
                /** @example 2026-11-22T08:00:00.000Z */
                lastAt: string;
                /** @example 3 */
                revision: number;
                /** @example CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
                stream: string;
            }[];
        };
        TicketAnswer: {
            /**
             * @example {
             *       "name": "王坐席",
             *       "licenceNumber": "F3000001"
             *     }
             */
            agent: {
                /** @example F3000001 */
                licenceNumber?: string;
                /** @example 王坐席 */
                name?: string;
            } | null;
            /**
             * @example {
             *       "code": "001",
             *       "name": "总部营业部"
             *     }
             */
            branch: {
                /** @example 001 */
                code?: string;
                /** @example 总部营业部 */
                name?: string;
            };
            /**
             * @example {
             *       "provider": "webrtc",
             *       "url": "/v1/futures/video-verifications/3f2c8a3e/signals",
             *       "token": "t",
             *       "expiresAt": "2026-11-22T08:00:00.000Z"
             *     }
             */
            call: {
                /** @example 2026-11-22T08:00:00.000Z */
                expiresAt?: string;
                /** @example webrtc */
                provider?: string;
                /** @example t */
                token?: string;
                /** @example /v1/futures/video-verifications/3f2c8a3e/signals */
                url?: string;
            } | null;
            /**
             * @example customer
             * @enum {string|null}
             */
            endedBy: "customer" | "otherDevice" | "timeout" | "agent" | null;
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            id: string;
            /** @example 2 */
            position: number | null;
            /** @example 光线过暗 */
            reason: string | null;
            /**
             * @example waiting
             * @enum {string}
             */
            status: "waiting" | "inCall" | "passed" | "rejected" | "left" | "expired";
            /**
             * @description everyone waiting in the branch, oneself included (F25)
             * @example 3
             */
            waiting: number;
        };
        TicketIssuedAnswer: {
            /** @example mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y */
            ticket: string;
        };
        UserProfileAnswer: {
            /** @example 4112**********0033 */
            maskedIdNumber: string;
            /** @example 1380****000 */
            maskedMobile: string;
            /** @example 张* */
            maskedName: string;
            /** @example false */
            participatesInBusinessRegistration: boolean;
            /** @example 3 */
            realNameLevel: number;
            /** @example zhang_san */
            username: string | null;
        };
        UserSignedInAnswer: {
            /**
             * @description the absolute end
             * @example 2026-11-22T08:00:00.000Z
             */
            expiresAt: string;
            /**
             * @description once, at the first (R9)
             * @example raiseRealNameLevel
             * @enum {string}
             */
            guide?: "raiseRealNameLevel";
            /** @example mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y */
            token: string;
        };
        UserSummaryAnswer: {
            /** @example 3 */
            realNameLevel: number;
            /**
             * @example inactive
             * @enum {string}
             */
            status: "inactive" | "active";
            /** @example 3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e */
            userId: string;
        };
        ValidityFields: {
            /**
             * Format: date
             * @description 2099-12-31 is long-term (V2.1)
             * @example 2040-03-18
             */
            end: string;
            /**
             * Format: date
             * @example 2020-03-18
             */
            start: string;
        };
        ValidityTermFields: {
            /**
             * @description must agree with the term (V2.4)
             * @example 20400318
             */
            end?: string;
            /**
             * @description YYYYMMDD or YYYY-MM-DD
             * @example 20200318
             */
            start: string;
            /**
             * @description 5年 10年 20年 长期有效
             * @example 20
             * @enum {string}
             */
            term: 20 | 5 | 10 | "longTerm";
        };
        VerdictBody: {
            /**
             * @example passed
             * @enum {string}
             */
            outcome: "passed" | "rejected" | "interrupted";
            /**
             * @description needed for a rejection
             * @example 光线过暗
             */
            reason?: string;
            /** @example recordings/2026/11/22/0001 */
            recordingReference?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    HealthController_live: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "up"
                     *     }
                     */
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HealthController_ready: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "up",
                     *       "checks": [
                     *         {
                     *           "name": "event store",
                     *           "status": "up",
                     *           "reason": "event store is unavailable"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReadinessReport"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PkiController_ca: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PkiController_crl: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PkiController_ocsp: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PkiController_ocspByGet: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                /** @description base64 of the DER request (RFC 6960 appendix A.1) */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SandboxController_captcha: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                captchaId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "answer": "7KPM"
                     *     }
                     */
                    "application/json": components["schemas"]["CaptchaAnswer"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `captcha.not-found` · `route.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SandboxController_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "now": "2026-11-22T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ClockReading"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `route.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SandboxController_move: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "now": "2026-11-22T08:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["ClockReading"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "now": "2026-11-22T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ClockReading"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `route.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SandboxController_reset: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description back to the host’s time */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `route.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SandboxMessagesController_notices: {
        parameters: {
            query: {
                to: string;
            };
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "to": "13800138000",
                     *           "text": "【实名服务】您的登录密码已修改。",
                     *           "sentAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ShownNotices"];
                };
            };
            /** @description `consistency-token.invalid` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `route.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SandboxMessagesController_messages: {
        parameters: {
            query: {
                to: string;
            };
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "to": "13800138000",
                     *           "purpose": "futuresLogin",
                     *           "text": "【实名服务】您正在登录期货账户，验证码 042137，5 分钟内有效，请勿告诉他人。",
                     *           "code": "042137",
                     *           "sentAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ShownMessages"];
                };
            };
            /** @description `consistency-token.invalid` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `route.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SandboxController_staff: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "operator": "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJvIn0.c2ln",
                     *       "agent": "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln",
                     *       "reviewer": "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJyIn0.c2ln",
                     *       "auditor": "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln"
                     *     }
                     */
                    "application/json": components["schemas"]["StaffTokensShown"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `route.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EvidenceController_export: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description 10–200 characters */
                "X-Audit-Reason": string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description documents, signatures, certificates, revocation state, events, and a README that says how to verify */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description `audit.reason-required` · `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuditLogController_read: {
        parameters: {
            query?: {
                /** @description `position` of the last event that was read */
                after?: string;
                /** @description goes on with what comes; otherwise the answer ends at the head */
                follow?: boolean;
                /** @description separated by commas */
                types?: string;
            };
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description an event a line, oldest first, as in a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example … */
                    "application/x-ndjson": string;
                };
            };
            /** @description `consistency-token.invalid` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StreamsController_search: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description 10–200 characters */
                "X-Audit-Reason": string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "idNumber": "11010119900307002X",
                 *       "category": "CustomerAccount"
                 *     }
                 */
                "application/json": components["schemas"]["SearchBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "stream": "CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *           "category": "CustomerAccount",
                     *           "revision": 3,
                     *           "firstAt": "2026-11-22T08:00:00.000Z",
                     *           "lastAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["StreamListAnswer"];
                };
            };
            /** @description `audit.reason-required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StreamsController_read: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description first revision, or instant */
                from?: string;
                /** @description at most 500; 50 unless given */
                limit?: number;
                /** @description personal fields in clear; recorded as PersonalDataRevealed */
                reveal?: boolean;
                /** @description last revision, or instant */
                until?: string;
            };
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description 10–200 characters */
                "X-Audit-Reason"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *           "stream": "CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *           "revision": 0,
                     *           "position": "42",
                     *           "type": "PhoneChanged",
                     *           "schemaVersion": 1,
                     *           "at": "2026-11-22T08:00:00.000Z",
                     *           "actor": {
                     *             "kind": "system",
                     *             "id": "apply-approved-changes"
                     *           },
                     *           "correlationId": "c0ffee",
                     *           "causationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *           "session": "session",
                     *           "device": "device-0001",
                     *           "clientVersion": "1.0.0",
                     *           "data": {
                     *             "phone": "contactPhone",
                     *             "number": "***"
                     *           }
                     *         }
                     *       ],
                     *       "next": "50"
                     *     }
                     */
                    "application/json": components["schemas"]["StreamAnswer"];
                };
            };
            /** @description `audit.reason-required` · `consistency-token.invalid` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stream.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StreamStatesController_diff: {
        parameters: {
            query: {
                /** @description revision, or instant */
                from: string;
                /** @description revision, or instant; not before `from` */
                to: string;
            };
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "stream": "CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "from": 0,
                     *       "to": 3,
                     *       "changes": [
                     *         {
                     *           "path": "/contactPhone",
                     *           "before": "***",
                     *           "after": "***",
                     *           "event": {
                     *             "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *             "type": "PhoneChanged",
                     *             "revision": 3,
                     *             "at": "2026-11-22T08:00:00.000Z",
                     *             "actor": {
                     *               "kind": "system",
                     *               "id": "apply-approved-changes"
                     *             },
                     *             "correlationId": "c0ffee"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DiffAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stream.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StreamStatesController_state: {
        parameters: {
            query?: {
                /** @description this, or `revision` */
                at?: string;
                /** @description this, or `at` */
                revision?: string;
            };
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "stream": "CustomerAccount-3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "revision": 3,
                     *       "at": "2026-11-22T08:00:00.000Z",
                     *       "state": {
                     *         "is": "registered",
                     *         "companyCode": "0038",
                     *         "contactPhone": "***"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["StateAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `stream.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CaptchasController_issue: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "purpose": "futuresLogin"
                 *     }
                 */
                "application/json": components["schemas"]["CaptchaRequest"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "captchaId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "image": "data:image/png;base64,iVBORw0KGgo=",
                     *       "expiresAt": "2026-11-22T08:02:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["IssuedCaptcha"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.rate-limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DictionariesController_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                dictionary: "regions" | "educations" | "occupations";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "2026-01",
                     *       "items": [
                     *         {
                     *           "code": "310000",
                     *           "name": "上海市",
                     *           "active": true,
                     *           "children": [
                     *             {
                     *               "code": "310115",
                     *               "name": "浦东新区",
                     *               "active": true
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Dictionary"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dictionary.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CertificatesController_install: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                 *       "csr": "-----BEGIN CERTIFICATE REQUEST-----\n…"
                 *     }
                 */
                "application/json": components["schemas"]["InstallBody"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *       "certificate": "-----BEGIN CERTIFICATE-----\n…",
                     *       "chain": "-----BEGIN CERTIFICATE-----\n…",
                     *       "notAfter": "2027-11-22T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CertificateAnswer"];
                };
            };
            /** @description `csr.invalid` · `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `csr.key-reused` · `request.in-progress` · `revision.conflict` · `verification.used` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `verification.expired` · `verification.other-device` · `verification.required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CertificatesController_current: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *       "state": "active",
                     *       "notAfter": "2027-11-22T08:00:00.000Z",
                     *       "thisDevice": true
                     *     }
                     */
                    "application/json": components["schemas"]["CurrentCertificateAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `certificate.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CertificatesController_revoke: {
        parameters: {
            query: {
                reason: "lost" | "locked" | "superseded";
            };
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `certificate.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChangeRequestsController_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                kind?: "identityValidity" | "contactPhone" | "otherInformation";
                /** @description at most 500; 50 unless given */
                limit?: number;
                status?: "open" | "submitted" | "applied" | "rejected" | "cancelled" | "expired";
            };
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *           "kind": "contactPhone",
                     *           "status": "open",
                     *           "step": "photos",
                     *           "message": "资料修改申请办理中",
                     *           "progress": {
                     *             "stages": [
                     *               "资料报审",
                     *               "签署协议",
                     *               "在线回访"
                     *             ],
                     *             "current": 1
                     *           },
                     *           "maskedName": "测*",
                     *           "maskedIdNumber": "4101**********0033",
                     *           "photos": {
                     *             "idFront": {
                     *               "state": "uploaded",
                     *               "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *               "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *             },
                     *             "idBack": {
                     *               "state": "uploaded",
                     *               "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *               "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *             },
                     *             "signature": {
                     *               "state": "uploaded",
                     *               "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *               "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *             }
                     *           },
                     *           "responsibilityLetter": {
                     *             "version": "1.0",
                     *             "agreedAt": "2026-11-22T08:00:00.000Z"
                     *           },
                     *           "current": {
                     *             "phone": "1380****001"
                     *           },
                     *           "proposed": {
                     *             "phone": "13900139000"
                     *           },
                     *           "agreements": [
                     *             {
                     *               "documentId": "changeApplication",
                     *               "title": "《合同内容变更申请书》",
                     *               "version": "1.0",
                     *               "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *               "signed": false
                     *             }
                     *           ],
                     *           "consented": false,
                     *           "certificate": {
                     *             "readiness": "usable",
                     *             "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *             "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *           },
                     *           "openedAt": "2026-11-22T08:00:00.000Z",
                     *           "submittedAt": "2026-11-22T08:00:00.000Z",
                     *           "decidedAt": "2026-11-22T08:00:00.000Z",
                     *           "rejectionReason": "照片不清晰"
                     *         }
                     *       ],
                     *       "next": "MTIz"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestListAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChangeRequestsController_open: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "identityValidity"
                 *     }
                 */
                "application/json": components["schemas"]["OpenBody"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.already-open` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChangeRequestsController_get: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChangeRequestsController_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementsController_list: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "mediaType": "text/html; charset=utf-8",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consentText": "我已阅读并同意以上所有协议和业务规则内容",
                     *       "consented": false
                     *     }
                     */
                    "application/json": components["schemas"]["AgreementListAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementsController_document: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                documentId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `agreement.not-found` · `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.step-not-reached` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementsController_signature: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                documentId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` · `signature.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementsController_sign: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                documentId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "signingSessionId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                 *       "signature": "MEUCIQDn…"
                 *     }
                 */
                "application/json": components["schemas"]["SignatureBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `agreement.not-found` · `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `agreement.changed` · `agreement.not-read` · `certificate.expired` · `certificate.not-yours` · `certificate.other-device` · `certificate.required` · `certificate.revoked` · `change-request.step-not-reached` · `idempotency.key-reused` · `signature.invalid` · `signing-session.expired` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementsController_openSigningSession: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                documentId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "certificateSerial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
                 *     }
                 */
                "application/json": components["schemas"]["SigningSessionBody"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "signingSessionId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "toBeSigned": "MYGJMBgGCSqGSIb3DQEJAzELBgkqhkiG9w0BBwE=",
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "expiresAt": "2026-11-22T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SigningSessionAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `agreement.not-found` · `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `agreement.changed` · `agreement.not-read` · `certificate.expired` · `certificate.not-yours` · `certificate.other-device` · `certificate.required` · `certificate.revoked` · `change-request.step-not-reached` · `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementsController_consent: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "agreed": true
                 *     }
                 */
                "application/json": components["schemas"]["ConsentBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.step-not-reached` · `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestFormsController_contactPhone: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "13800138000",
                 *       "smsCode": "012345"
                 *     }
                 */
                "application/json": components["schemas"]["ContactPhoneBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `change-request.stale` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.no-change` · `change-request.step-not-reached` · `idempotency.key-reused` · `phone.code-required` · `photo.missing` · `sms.code-invalid` · `sms.too-many-tries` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestFormsController_cardValidity: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "start": "2025-12-31",
                 *       "end": "2045-12-31",
                 *       "longTerm": false
                 *     }
                 */
                "application/json": components["schemas"]["CardValidityBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `change-request.stale` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.no-change` · `change-request.step-not-reached` · `idempotency.key-reused` · `photo.fresh-required` · `photo.missing` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestFormsController_otherInformation: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "provinceCode": "310000",
                 *       "cityCode": "310115",
                 *       "address": "上海市浦东新区华鹏路300号",
                 *       "postcode": "518000",
                 *       "email": "zhang@example.com",
                 *       "education": "3",
                 *       "occupation": "1300",
                 *       "clientManager": "张三",
                 *       "intermediary": "王五"
                 *     }
                 */
                "application/json": components["schemas"]["OtherInformationBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `change-request.stale` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.no-change` · `change-request.step-not-reached` · `idempotency.key-reused` · `photo.missing` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestPhotosController_photo: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` · `photo.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestPhotosController_uploadPhoto: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/jpeg": string;
                "image/png": string;
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `photo.unreadable` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` · `photo.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `photo.too-large` · `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `photo.format` · `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `photo.duplicate` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestPhotosController_keepPhoto: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` · `photo.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `photo.duplicate` · `photo.fresh-required` · `photo.missing` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChangeRequestsController_refresh: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestPhotosController_letter: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "documentId": "responsibilityLetter",
                     *       "title": "《数字证书安全责任书》",
                     *       "version": "1.0",
                     *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "text": "本人承诺……"
                     *     }
                     */
                    "application/json": components["schemas"]["ResponsibilityLetterAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestPhotosController_agreeToLetter: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": "1.0",
                 *       "agreed": true
                 *     }
                 */
                "application/json": components["schemas"]["LetterBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `responsibility-letter.outdated` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RequestFormsController_requestCode: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "13800138000",
                 *       "captchaId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                 *       "captcha": "A7K9"
                 *     }
                 */
                "application/json": components["schemas"]["CodeBody"];
            };
        };
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "resendAt": "2026-11-22T08:00:00.000Z",
                     *       "resendIn": 60
                     *     }
                     */
                    "application/json": components["schemas"]["CodeSentAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `captcha.invalid` · `captcha.required` · `change-request.step-not-reached` · `idempotency.key-reused` · `phone.landline-needs-no-code` · `photo.missing` · `sms.undeliverable` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.rate-limited` · `sms.quota-exceeded` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ChangeRequestsController_submit: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kind": "contactPhone",
                     *       "status": "open",
                     *       "step": "photos",
                     *       "message": "资料修改申请办理中",
                     *       "progress": {
                     *         "stages": [
                     *           "资料报审",
                     *           "签署协议",
                     *           "在线回访"
                     *         ],
                     *         "current": 1
                     *       },
                     *       "maskedName": "测*",
                     *       "maskedIdNumber": "4101**********0033",
                     *       "photos": {
                     *         "idFront": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "idBack": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         },
                     *         "signature": {
                     *           "state": "uploaded",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "uploadedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       },
                     *       "responsibilityLetter": {
                     *         "version": "1.0",
                     *         "agreedAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "title": "《合同内容变更申请书》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "signed": false
                     *         }
                     *       ],
                     *       "consented": false,
                     *       "certificate": {
                     *         "readiness": "usable",
                     *         "serial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *         "verificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *       },
                     *       "openedAt": "2026-11-22T08:00:00.000Z",
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRequestAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `change-request.stale` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `agreement.changed` · `agreement.not-consented` · `agreement.not-signed` · `change-request.step-not-reached` · `idempotency.key-reused` · `service.closed` · `validity.expired` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInController_company: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id"?: string;
            };
            path: {
                companyCode: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "0038",
                     *       "name": "测试期货",
                     *       "services": [
                     *         {
                     *           "code": "basicInformation",
                     *           "name": "我的基本资料",
                     *           "enabled": true
                     *         }
                     *       ],
                     *       "accountTypes": [
                     *         {
                     *           "code": "futuresBrokerage",
                     *           "name": "期货经纪"
                     *         }
                     *       ],
                     *       "branches": [
                     *         {
                     *           "code": "001",
                     *           "name": "上海营业部"
                     *         }
                     *       ],
                     *       "serviceHours": {
                     *         "text": "周一至周五、周六 01:23-23:58",
                     *         "windows": [
                     *           {
                     *             "days": [
                     *               1,
                     *               2,
                     *               3,
                     *               4,
                     *               5,
                     *               6
                     *             ],
                     *             "from": "01:23:00",
                     *             "to": "23:58:00"
                     *           }
                     *         ],
                     *         "open": true,
                     *         "nextOpening": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "hints": [
                     *         "网上开户服务时间:周一至周五、周六 01:23-23:58。"
                     *       ],
                     *       "preparation": [
                     *         "二代身份证"
                     *       ],
                     *       "texts": {
                     *         "changeRequest.applied": "修改资料成功"
                     *       },
                     *       "hotline": "400-800-0038",
                     *       "appVersion": "2.6.0"
                     *     }
                     */
                    "application/json": components["schemas"]["CompanyAnswer"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `company.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProfileController_profile: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "identity": {
                     *         "maskedName": "测*",
                     *         "maskedIdNumber": "4101**********0033",
                     *         "idAddress": "上海市浦东新区华鹏路300号",
                     *         "validity": {
                     *           "start": "2020-03-18",
                     *           "end": "2040-03-18",
                     *           "longTerm": false,
                     *           "expired": false
                     *         }
                     *       },
                     *       "phones": {
                     *         "contactPhone": "1552****995",
                     *         "contactMobile": "1552****995"
                     *       },
                     *       "other": {
                     *         "province": {
                     *           "code": "310000",
                     *           "name": "上海市"
                     *         },
                     *         "city": {
                     *           "code": "310115",
                     *           "name": "浦东新区"
                     *         },
                     *         "address": "上海市浦东新区华鹏路300号",
                     *         "postcode": "518000",
                     *         "email": null,
                     *         "education": {
                     *           "code": "1",
                     *           "name": "硕士及以上"
                     *         },
                     *         "occupation": {
                     *           "code": "2",
                     *           "name": "经济、金融业务人员",
                     *           "active": true
                     *         },
                     *         "clientManager": "张三",
                     *         "intermediary": "李四"
                     *       },
                     *       "editable": {
                     *         "clientManager": true,
                     *         "intermediary": true
                     *       },
                     *       "branch": {
                     *         "code": "001",
                     *         "name": "总部营业部"
                     *       },
                     *       "openRequests": [
                     *         {
                     *           "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *           "kind": "contactPhone",
                     *           "status": "open",
                     *           "step": "form"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProfileAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProfileController_photo: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `photo.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInController_signIn: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "companyCode": "0038",
                 *       "idNumber": "11010119900307002X",
                 *       "accountType": "futuresBrokerage",
                 *       "smsCode": "012345"
                 *     }
                 */
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y",
                     *       "expiresAt": "2026-11-22T08:00:00.000Z",
                     *       "customer": {
                     *         "maskedName": "测*"
                     *       },
                     *       "idExpired": false
                     *     }
                     */
                    "application/json": components["schemas"]["SignedInAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `login.refused` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `company.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `customer.under-age` · `idempotency.key-reused` · `service.closed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.rate-limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInController_current: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "idleExpiresAt": "2026-11-22T08:00:00.000Z",
                     *       "expiresAt": "2026-11-22T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInController_signOut: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignInController_requestCode: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "companyCode": "0038",
                 *       "idNumber": "11010119900307002X",
                 *       "accountType": "futuresBrokerage",
                 *       "captchaId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                 *       "captcha": "A7K9"
                 *     }
                 */
                "application/json": components["schemas"]["LoginCodeBody"];
            };
        };
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "maskedMobile": "*******8000",
                     *       "resendAt": "2026-11-22T08:00:00.000Z",
                     *       "resendIn": 60
                     *     }
                     */
                    "application/json": components["schemas"]["LoginCodeSentAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `company.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `captcha.invalid` · `customer.no-contact-mobile` · `customer.under-age` · `idempotency.key-reused` · `service.closed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.rate-limited` · `sms.quota-exceeded` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VideoVerificationsController_join: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "branchCode": "001"
                 *     }
                 */
                "application/json": components["schemas"]["JoinBody"];
            };
        };
        responses: {
            /** @description the ticket that one has already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "status": "waiting",
                     *       "branch": {
                     *         "code": "001",
                     *         "name": "总部营业部"
                     *       },
                     *       "waiting": 3,
                     *       "position": 2,
                     *       "agent": {
                     *         "name": "王坐席",
                     *         "licenceNumber": "F3000001"
                     *       },
                     *       "call": {
                     *         "provider": "webrtc",
                     *         "url": "/v1/futures/video-verifications/3f2c8a3e/signals",
                     *         "token": "t",
                     *         "expiresAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "reason": "光线过暗",
                     *       "endedBy": "customer"
                     *     }
                     */
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "status": "waiting",
                     *       "branch": {
                     *         "code": "001",
                     *         "name": "总部营业部"
                     *       },
                     *       "waiting": 3,
                     *       "position": 2,
                     *       "agent": {
                     *         "name": "王坐席",
                     *         "licenceNumber": "F3000001"
                     *       },
                     *       "call": {
                     *         "provider": "webrtc",
                     *         "url": "/v1/futures/video-verifications/3f2c8a3e/signals",
                     *         "token": "t",
                     *         "expiresAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "reason": "光线过暗",
                     *       "endedBy": "customer"
                     *     }
                     */
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `branch.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VideoVerificationsController_get: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "status": "waiting",
                     *       "branch": {
                     *         "code": "001",
                     *         "name": "总部营业部"
                     *       },
                     *       "waiting": 3,
                     *       "position": 2,
                     *       "agent": {
                     *         "name": "王坐席",
                     *         "licenceNumber": "F3000001"
                     *       },
                     *       "call": {
                     *         "provider": "webrtc",
                     *         "url": "/v1/futures/video-verifications/3f2c8a3e/signals",
                     *         "token": "t",
                     *         "expiresAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "reason": "光线过暗",
                     *       "endedBy": "customer"
                     *     }
                     */
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VideoVerificationsController_leave: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VideoVerificationsController_events: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description each event `queue` carries the whole ticket, each `signal` one message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VideoVerificationsController_signal: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "type": "offer",
                 *         "sdp": "v=0…"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SignalBody"];
            };
        };
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `device.invalid` · `device.required` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` · `verification.not-in-call` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    VideoVerificationsController_current: {
        parameters: {
            query?: never;
            header: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
                /** @description label of the device */
                "X-Device-Id": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "status": "waiting",
                     *       "branch": {
                     *         "code": "001",
                     *         "name": "总部营业部"
                     *       },
                     *       "waiting": 3,
                     *       "position": 2,
                     *       "agent": {
                     *         "name": "王坐席",
                     *         "licenceNumber": "F3000001"
                     *       },
                     *       "call": {
                     *         "provider": "webrtc",
                     *         "url": "/v1/futures/video-verifications/3f2c8a3e/signals",
                     *         "token": "t",
                     *         "expiresAt": "2026-11-22T08:00:00.000Z"
                     *       },
                     *       "reason": "光线过暗",
                     *       "endedBy": "customer"
                     *     }
                     */
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `device.invalid` · `device.required` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ActivationController_begin: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "activationTicket": "mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y",
                 *       "idNumber": "11010119900307002X",
                 *       "mobile": "13800138000",
                 *       "smsCode": "012345",
                 *       "face": {
                 *         "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["BeginActivationBody"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ticket": "mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y"
                     *     }
                     */
                    "application/json": components["schemas"]["TicketIssuedAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity.already-active` · `identity.mobile-in-use` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `identity.activation-refused` · `identity.face-mismatch` · `identity.face-required` · `sms.code-invalid` · `sms.too-many-tries` · `ticket.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `face.too-many-tries` · `request.rate-limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ActivationController_finish: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                ticket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "Sm4rt-Pass",
                 *       "passwordConfirmation": "Sm4rt-Pass",
                 *       "username": "zhang_san"
                 *     }
                 */
                "application/json": components["schemas"]["FinishActivationBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "username": "zhang_san",
                     *       "realNameLevel": 3
                     *     }
                     */
                    "application/json": components["schemas"]["ActivatedAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity.already-active` · `identity.mobile-in-use` · `request.in-progress` · `revision.conflict` · `username.taken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `ticket.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IdentityConfigurationController_agreements: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "documentId": "userAgreement",
                     *           "title": "《用户协议》",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "text": "一、……"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityAgreementsAnswer"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IdentityConfigurationController_configuration: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "title": "工商注册身份验证",
                     *       "signInMethods": [
                     *         "password",
                     *         "face"
                     *       ],
                     *       "realNameLevels": [
                     *         {
                     *           "level": 3,
                     *           "name": "三级实名"
                     *         }
                     *       ],
                     *       "smsQuota": {
                     *         "minute": 1,
                     *         "hour": 3,
                     *         "day": 5
                     *       },
                     *       "faq": [
                     *         {
                     *           "question": "短信发送问题",
                     *           "answer": "1 分钟支持发送 1 条……"
                     *         }
                     *       ],
                     *       "hotline": "400-000-0000"
                     *     }
                     */
                    "application/json": components["schemas"]["IdentityConfigurationAnswer"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FaceVerificationsController_start: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "purpose": "signIn",
                 *       "identifier": "13800138000",
                 *       "name": "张三",
                 *       "idNumber": "11010119900307002X",
                 *       "activationTicket": "mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y",
                 *       "consent": {
                 *         "version": "1.0",
                 *         "agreed": true
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["FaceVerificationStartBody"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "provider": "sandbox",
                     *       "url": "about:blank",
                     *       "token": "mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y",
                     *       "expiresAt": "2026-11-22T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["FaceVerificationAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `agreement.not-accepted` · `idempotency.key-reused` · `ticket.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `face.too-many-tries` · `request.rate-limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "maskedName": "张*",
                     *       "maskedIdNumber": "4112**********0033",
                     *       "maskedMobile": "1380****000",
                     *       "username": "zhang_san",
                     *       "realNameLevel": 3,
                     *       "participatesInBusinessRegistration": false
                     *     }
                     */
                    "application/json": components["schemas"]["UserProfileAnswer"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description cancelled, and personal data erased */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.confirmation-required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_businessRegistration: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participate": true
                 *     }
                 */
                "application/json": components["schemas"]["BusinessRegistrationBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "maskedName": "张*",
                     *       "maskedIdNumber": "4112**********0033",
                     *       "maskedMobile": "1380****000",
                     *       "username": "zhang_san",
                     *       "realNameLevel": 3,
                     *       "participatesInBusinessRegistration": false
                     *     }
                     */
                    "application/json": components["schemas"]["UserProfileAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `identity.level-4-required` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_mobile: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mobile": "13800138000",
                 *       "smsCode": "012345"
                 *     }
                 */
                "application/json": components["schemas"]["ChangeMobileBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "maskedName": "张*",
                     *       "maskedIdNumber": "4112**********0033",
                     *       "maskedMobile": "1380****000",
                     *       "username": "zhang_san",
                     *       "realNameLevel": 3,
                     *       "participatesInBusinessRegistration": false
                     *     }
                     */
                    "application/json": components["schemas"]["UserProfileAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.confirmation-required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity.mobile-in-use` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `mobile.unchanged` · `sms.code-invalid` · `sms.too-many-tries` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "Sm4rt-Pass",
                 *       "passwordConfirmation": "Sm4rt-Pass",
                 *       "oldPassword": "Sm4rt-Pass"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePasswordBody"];
            };
        };
        responses: {
            /** @description changed; every other session has ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `password.wrong` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_realNameLevel: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "level": 4,
                 *       "face": {
                 *         "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                 *       },
                 *       "consent": {
                 *         "version": "1.0",
                 *         "agreed": true
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RealNameLevelBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "maskedName": "张*",
                     *       "maskedIdNumber": "4112**********0033",
                     *       "maskedMobile": "1380****000",
                     *       "username": "zhang_san",
                     *       "realNameLevel": 3,
                     *       "participatesInBusinessRegistration": false
                     *     }
                     */
                    "application/json": components["schemas"]["UserProfileAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `agreement.not-accepted` · `idempotency.key-reused` · `identity.face-mismatch` · `ticket.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `face.too-many-tries` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PasswordResetsController_begin: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "张三",
                 *       "idNumber": "11010119900307002X",
                 *       "face": {
                 *         "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["BeginResetBody"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ticket": "mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y",
                     *       "maskedAccount": "4112-XXXXXXXX"
                     *     }
                     */
                    "application/json": components["schemas"]["ResetBegunAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `identity.face-mismatch` · `ticket.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `face.too-many-tries` · `request.rate-limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PasswordResetsController_finish: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                ticket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "Sm4rt-Pass",
                 *       "passwordConfirmation": "Sm4rt-Pass"
                 *     }
                 */
                "application/json": components["schemas"]["NewPasswordBody"];
            };
        };
        responses: {
            /** @description set; every session has ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `ticket.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RegistrationController_register: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "Sm4rt-Pass",
                 *       "passwordConfirmation": "Sm4rt-Pass",
                 *       "name": "张三",
                 *       "idNumber": "11010119900307002X",
                 *       "validity": {
                 *         "start": "20200318",
                 *         "term": 20,
                 *         "end": "20400318"
                 *       },
                 *       "mobile": "13800138000",
                 *       "smsCode": "012345",
                 *       "agreement": {
                 *         "version": "1.0",
                 *         "agreed": true
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RegistrationBody"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "realNameLevel": 3
                     *     }
                     */
                    "application/json": components["schemas"]["RegisteredAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity.already-registered` · `identity.mobile-in-use` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `agreement.not-accepted` · `idempotency.key-reused` · `identity.four-elements-mismatch` · `sms.code-invalid` · `sms.too-many-tries` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.rate-limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RegistrationController_check: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "idNumber": "11010119900307002X"
                 *     }
                 */
                "application/json": components["schemas"]["CheckBody"];
            };
        };
        responses: {
            /** @description may register */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity.already-registered` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.rate-limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UserSignInController_signIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "identifier": "13800138000",
                 *       "password": "Sm4rt-Pass"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordSignInBody"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y",
                     *       "expiresAt": "2026-11-22T08:00:00.000Z",
                     *       "guide": "raiseRealNameLevel"
                     *     }
                     */
                    "application/json": components["schemas"]["UserSignedInAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `login.refused` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity.activation-required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.rate-limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UserSignInController_current: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "idleExpiresAt": "2026-11-22T08:00:00.000Z",
                     *       "expiresAt": "2026-11-22T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UserSignInController_signOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 立即登出 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UserSignInController_confirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "Sm4rt-Pass",
                 *       "face": {
                 *         "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ConfirmationBody"];
            };
        };
        responses: {
            /** @description confirmed for 10 minutes */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` · `identity.face-mismatch` · `password.wrong` · `ticket.invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `face.too-many-tries` · `request.rate-limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    UserSignInController_signInByFace: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "identifier": "13800138000",
                 *       "face": {
                 *         "faceVerificationId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["FaceSignInBody"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y",
                     *       "expiresAt": "2026-11-22T08:00:00.000Z",
                     *       "guide": "raiseRealNameLevel"
                     *     }
                     */
                    "application/json": components["schemas"]["UserSignedInAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `login.refused` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity.activation-required` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `face.too-many-tries` · `request.rate-limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RegistrationController_requestCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "purpose": "registration",
                 *       "mobile": "13800138000",
                 *       "captchaId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                 *       "captcha": "A7K9"
                 *     }
                 */
                "application/json": components["schemas"]["MobileCodeBody"];
            };
        };
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "resendAt": "2026-11-22T08:00:00.000Z",
                     *       "resendIn": 60
                     *     }
                     */
                    "application/json": components["schemas"]["CodeSentAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity.mobile-in-use` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `captcha.invalid` · `captcha.required` · `idempotency.key-reused` · `mobile.unchanged` · `sms.undeliverable` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.rate-limited` · `sms.quota-exceeded` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountChangesController_read: {
        parameters: {
            query: {
                /** @description position of the last change that was taken over */
                after?: string;
                companyCode: string;
                limit?: number;
            };
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "position": "MTIz",
                     *           "customerNumber": "00380001",
                     *           "changeRequestId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *           "kind": "contactPhone",
                     *           "values": {
                     *             "contactPhone": "13900139000"
                     *           },
                     *           "appliedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "next": "MTIz"
                     *     }
                     */
                    "application/json": components["schemas"]["FeedAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `company.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffChangeRequestsController_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description at most 500; 50 unless given */
                limit?: number;
                /** @description submitted unless given */
                status?: "submitted" | "applied" | "rejected";
            };
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *           "companyCode": "0039",
                     *           "customerNumber": "00390001",
                     *           "kind": "contactPhone",
                     *           "status": "submitted",
                     *           "customer": {
                     *             "name": "测试0033",
                     *             "maskedIdNumber": "4101**********0033"
                     *           },
                     *           "current": {
                     *             "phone": "1380****001"
                     *           },
                     *           "proposed": {
                     *             "phone": "13900139000"
                     *           },
                     *           "photos": {
                     *             "idFront": {
                     *               "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *               "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *             },
                     *             "idBack": {
                     *               "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *               "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *             },
                     *             "signature": {
                     *               "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *               "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *             }
                     *           },
                     *           "agreements": [
                     *             {
                     *               "documentId": "changeApplication",
                     *               "version": "1.0",
                     *               "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *               "certificateSerial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *               "signedAt": "2026-11-22T08:00:00.000Z"
                     *             }
                     *           ],
                     *           "submittedAt": "2026-11-22T08:00:00.000Z",
                     *           "decidedAt": "2026-11-22T08:00:00.000Z",
                     *           "rejectionReason": "照片不清晰",
                     *           "warnings": [
                     *             "validity.unusual-span"
                     *           ]
                     *         }
                     *       ],
                     *       "next": "MTIz"
                     *     }
                     */
                    "application/json": components["schemas"]["ReviewListAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffChangeRequestsController_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "companyCode": "0039",
                     *       "customerNumber": "00390001",
                     *       "kind": "contactPhone",
                     *       "status": "submitted",
                     *       "customer": {
                     *         "name": "测试0033",
                     *         "maskedIdNumber": "4101**********0033"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "photos": {
                     *         "idFront": {
                     *           "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         },
                     *         "idBack": {
                     *           "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         },
                     *         "signature": {
                     *           "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         }
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "certificateSerial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *           "signedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰",
                     *       "warnings": [
                     *         "validity.unusual-span"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReviewAnswer"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffChangeRequestsController_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "companyCode": "0039",
                     *       "customerNumber": "00390001",
                     *       "kind": "contactPhone",
                     *       "status": "submitted",
                     *       "customer": {
                     *         "name": "测试0033",
                     *         "maskedIdNumber": "4101**********0033"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "photos": {
                     *         "idFront": {
                     *           "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         },
                     *         "idBack": {
                     *           "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         },
                     *         "signature": {
                     *           "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         }
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "certificateSerial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *           "signedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰",
                     *       "warnings": [
                     *         "validity.unusual-span"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReviewAnswer"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `change-request.stale` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffChangeRequestsController_photo: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
                kind: string;
                which: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` · `photo.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffChangeRequestsController_reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description the revision that `ETag` gave */
                "If-Match"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "照片不清晰"
                 *     }
                 */
                "application/json": components["schemas"]["RejectionBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "companyCode": "0039",
                     *       "customerNumber": "00390001",
                     *       "kind": "contactPhone",
                     *       "status": "submitted",
                     *       "customer": {
                     *         "name": "测试0033",
                     *         "maskedIdNumber": "4101**********0033"
                     *       },
                     *       "current": {
                     *         "phone": "1380****001"
                     *       },
                     *       "proposed": {
                     *         "phone": "13900139000"
                     *       },
                     *       "photos": {
                     *         "idFront": {
                     *           "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         },
                     *         "idBack": {
                     *           "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         },
                     *         "signature": {
                     *           "onFile": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "submitted": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         }
                     *       },
                     *       "agreements": [
                     *         {
                     *           "documentId": "changeApplication",
                     *           "version": "1.0",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "certificateSerial": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
                     *           "signedAt": "2026-11-22T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "submittedAt": "2026-11-22T08:00:00.000Z",
                     *       "decidedAt": "2026-11-22T08:00:00.000Z",
                     *       "rejectionReason": "照片不清晰",
                     *       "warnings": [
                     *         "validity.unusual-span"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReviewAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `change-request.closed` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revision.mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CustomersController_import: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                companyCode: string;
                customerNumber: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "测试0033",
                 *       "idNumber": "410101199508130033",
                 *       "idAddress": "上海市浦东新区华鹏路300号",
                 *       "validity": {
                 *         "start": "2020-03-18",
                 *         "end": "2040-03-18"
                 *       },
                 *       "contactMobile": "13800138000",
                 *       "contactPhone": "0755-1234533",
                 *       "branchCode": "001",
                 *       "other": {
                 *         "provinceCode": "310000",
                 *         "cityCode": "310115",
                 *         "address": "上海市浦东新区华鹏路300号",
                 *         "postcode": "518000",
                 *         "email": "zhang@example.com",
                 *         "education": "1",
                 *         "occupation": "1300",
                 *         "clientManager": "张三",
                 *         "intermediary": "李四"
                 *       },
                 *       "accountTypes": [
                 *         "futuresBrokerage"
                 *       ],
                 *       "status": "active",
                 *       "asOf": "2026-11-22T08:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["CustomerBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customerId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kept": [
                     *         "phones"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportedAnswer"];
                };
            };
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customerId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "kept": [
                     *         "phones"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportedAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `company.not-found` · `customer.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `customer.already-exists` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CustomersController_photo: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                companyCode: string;
                customerNumber: string;
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/jpeg": string;
                "image/png": string;
            };
        };
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `photo.unreadable` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `company.not-found` · `customer.not-found` · `photo.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `photo.too-large` · `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `photo.format` · `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ErasuresController_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "app": "futures",
                 *       "idNumber": "410101199508130033",
                 *       "reason": "request of 2026-11-20"
                 *     }
                 */
                "application/json": components["schemas"]["ErasureBody"];
            };
        };
        responses: {
            /** @description as asked */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "erasureId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "outcome": "restricted",
                     *       "retainedUntil": "2046-11-22T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ErasureAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `customer.not-found` · `user.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IdentityUsersController_import: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "idNumber": "11010119900307002X",
                 *       "name": "张三",
                 *       "mobile": "13800138000",
                 *       "realNameLevel": 3
                 *     }
                 */
                "application/json": components["schemas"]["IdentityUserBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *     }
                     */
                    "application/json": components["schemas"]["ImportedUserAnswer"];
                };
            };
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e"
                     *     }
                     */
                    "application/json": components["schemas"]["ImportedUserAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `identity.mobile-in-use` · `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IdentityUsersController_raise: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "level": 4,
                 *       "reason": "本人到窗口核验身份证原件"
                 *     }
                 */
                "application/json": components["schemas"]["OperatorLevelBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "status": "inactive",
                     *       "realNameLevel": 3
                     *     }
                     */
                    "application/json": components["schemas"]["UserSummaryAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `user.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    IdentityUsersController_search: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "idNumber": "11010119900307002X"
                 *     }
                 */
                "application/json": components["schemas"]["IdentityUserSearchBody"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userId": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "status": "inactive",
                     *       "realNameLevel": 3
                     *     }
                     */
                    "application/json": components["schemas"]["UserSummaryAnswer"];
                };
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `user.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffVideoVerificationsController_queue: {
        parameters: {
            query: {
                branchCode: string;
                companyCode: string;
            };
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "waiting": 2,
                     *       "oldestAt": "2026-11-22T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueAnswer"];
                };
            };
            /** @description `consistency-token.invalid` · `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `branch.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffVideoVerificationsController_events: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffVideoVerificationsController_photo: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `photo.not-found` · `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffVideoVerificationsController_signal: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "type": "offer",
                 *         "sdp": "v=0…"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SignalBody"];
            };
        };
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffVideoVerificationsController_verdict: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "passed",
                 *       "reason": "光线过暗",
                 *       "recordingReference": "recordings/2026/11/22/0001"
                 *     }
                 */
                "application/json": components["schemas"]["VerdictBody"];
            };
        };
        responses: {
            /** @description as asked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` · `verification.not-in-call` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffVideoVerificationsController_current: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description what a write answered: this read sees that write */
                "Consistency-Token"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "customer": {
                     *         "name": "测试0033",
                     *         "maskedIdNumber": "4101**********0033"
                     *       },
                     *       "photos": [
                     *         "idFront",
                     *         "idBack"
                     *       ],
                     *       "call": {
                     *         "provider": "webrtc",
                     *         "url": "/v1/staff/video-verifications/3f2c8a3e/signals",
                     *         "token": "t",
                     *         "expiresAt": "2026-11-22T08:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CallAnswer"];
                };
            };
            /** @description `consistency-token.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `verification.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` · `projection.lagging` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StaffVideoVerificationsController_next: {
        parameters: {
            query?: never;
            header?: {
                /** @description `en` for English texts; Chinese otherwise */
                "Accept-Language"?: string;
                /** @description a repeat gets the first answer, for 24 hours */
                "Idempotency-Key"?: string;
                /** @description recorded */
                "X-Client-Version"?: string;
                /** @description accepted or made, echoed, in every event */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "companyCode": "0038",
                 *       "branchCode": "001"
                 *     }
                 */
                "application/json": components["schemas"]["BranchFields"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e",
                     *       "customer": {
                     *         "name": "测试0033",
                     *         "maskedIdNumber": "4101**********0033"
                     *       },
                     *       "photos": [
                     *         "idFront",
                     *         "idBack"
                     *       ],
                     *       "call": {
                     *         "provider": "webrtc",
                     *         "url": "/v1/staff/video-verifications/3f2c8a3e/signals",
                     *         "token": "t",
                     *         "expiresAt": "2026-11-22T08:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CallAnswer"];
                };
            };
            /** @description nobody waits */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session.required` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access.forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `branch.not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.in-progress` · `revision.conflict` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.media-type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `dependency.unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
