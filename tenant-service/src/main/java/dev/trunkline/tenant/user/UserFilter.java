package dev.trunkline.tenant.user;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.E164Number;
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

    /** The user's own; a tenant on Teams only covers everybody besides. */
    @QueryParam("coexistenceMode")
    @Nullable
    CoexistenceMode coexistenceMode;

    /** The whole name, in any case. */
    @QueryParam("userPrincipalName")
    @Nullable
    String userPrincipalName;

    /** How the name begins, in any case. */
    @QueryParam("userPrincipalNamePrefix")
    @Nullable
    String userPrincipalNamePrefix;

    /** Who has that number. */
    @QueryParam("telephoneNumber")
    @Nullable
    E164Number telephoneNumber;

    @QueryParam("hasNumber")
    @Nullable
    Boolean hasNumber;

    /** Who has a line on premises, which is to be cleared there before a number can be assigned. */
    @QueryParam("hasOnPremLine")
    @Nullable
    Boolean hasOnPremLine;

    @QueryParam("hasVoiceRoutingPolicy")
    @Nullable
    Boolean hasVoiceRoutingPolicy;
}
