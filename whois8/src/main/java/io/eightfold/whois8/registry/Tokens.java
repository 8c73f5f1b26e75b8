// SPDX-License-Identifier: Apache-2.0
// Who may administrate.
package io.eightfold.whois8.registry;

import io.eightfold.whois8.store.ApiToken;
import io.eightfold.whois8.store.RegistryStore;
import io.eightfold.whois8.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tokens are 256 random bits; the database knows their SHA-256 only, which nobody can turn back. They are compared without a hint of how much of one was right.
 * <p>Thread: any.
 */
public final class Tokens {
    /** Tokens, revoked ones too: names are never given again, or the audit log would be ambiguous. */
    static final int MAX_TOKENS = 1_000;
    private static final String PREFIX = "e8_";
    private static final int RANDOM_BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private final RegistryStore store;
    private volatile List<ApiToken> tokens;

    public Tokens(final RegistryStore store) throws StoreException {
        this.store = store;
        this.tokens = store.tokens();
    }

    /** Who a token belongs to; empty when it is nobody's. */
    Optional<ApiToken> find(final String token) {
        final boolean isShort = token.length() <= AdminService.MAX_TOKEN_LENGTH;
        final byte[] asked = hash(isShort ? token : "").getBytes(StandardCharsets.US_ASCII);
        ApiToken found = null;
        for (final ApiToken candidate : tokens) {
            final boolean isIt = MessageDigest.isEqual(asked, candidate.sha256().getBytes(StandardCharsets.US_ASCII));
            found = isIt && isShort && !candidate.isRevoked() ? candidate : found;
        }
        return Optional.ofNullable(found);
    }

    /**
     * Makes a token.
     *
     * @return it; this is the only time that it is seen
     * @throws AdminException for a bad name, or one that was given before
     */
    public synchronized String add(final String name, final AdminRole role, final AdminCaller caller, final long nowS) throws AdminException, StoreException {
        if (!NAME.matcher(name).matches()) {
            throw new AdminException(AdminException.Kind.BAD_REQUEST, "token name '" + RecordJson.shown(name) + "' is not 1 to 32 of a-z, 0-9, '.', '_' and '-', a letter or digit first");
        }
        if (tokens.stream().anyMatch(token -> token.name().equals(name))) {
            throw new AdminException(AdminException.Kind.CONFLICT, "token name '" + name + "' was given before; choose another, so that the audit log stays clear");
        }
        if (tokens.size() >= MAX_TOKENS) {
            throw new AdminException(AdminException.Kind.CONFLICT, "tokens=" + tokens.size() + " >= MAX_TOKENS=" + MAX_TOKENS + "; use one of those that are good");
        }
        final byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        final String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        final ApiToken added = new ApiToken(name, hash(token), role.word(), nowS, null);
        store.addToken(added, AuditLines.of(caller, "token-add", name, null, null, null, nowS));
        tokens = store.tokens();
        return token;
    }

    /** @throws AdminException NOT_FOUND when there is no good one of this name */
    synchronized void revoke(final String name, final AdminCaller caller, final long nowS) throws AdminException, StoreException {
        if (!store.revokeToken(name, nowS, AuditLines.of(caller, "token-revoke", name, null, null, null, nowS))) {
            throw new AdminException(AdminException.Kind.NOT_FOUND, "no good token is named '" + RecordJson.shown(name) + "'");
        }
        tokens = store.tokens();
    }

    List<ApiToken> all() {
        return tokens;
    }

    private static String hash(final String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256 in this JDK", e);
        }
    }
}
