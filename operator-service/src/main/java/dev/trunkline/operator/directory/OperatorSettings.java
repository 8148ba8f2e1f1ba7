package dev.trunkline.operator.directory;

/**
 * What other features need to know of an operator.
 *
 * @param quarantineDays how long a number that was given back rests, 0 to 365
 * @param requiresSignedAgreement whether orders wait until the customer relationship is AgreementSigned
 * @param autoConfirmReleases whether release requests are confirmed as they come
 */
public record OperatorSettings(
        Offers offers, int quarantineDays, boolean requiresSignedAgreement, boolean autoConfirmReleases) {}
