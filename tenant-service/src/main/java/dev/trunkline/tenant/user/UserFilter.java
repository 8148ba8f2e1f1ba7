package dev.trunkline.tenant.user;

import dev.trunkline.contracts.AccountType;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Which users a list shows; everything that is given has to hold. */
public class UserFilter {

    @QueryParam("accountType")
    @Nullable
    AccountType accountType;

    /** ISO 3166-1 alpha-2. */
    @QueryParam("usageLocation")
    @Nullable
    String usageLocation;

    @QueryParam("licence")
    @Nullable
    String licence;

    /** The whole name, in any case. */
    @QueryParam("userPrincipalName")
    @Nullable
    String userPrincipalName;
}
