// SPDX-License-Identifier: Apache-2.0
// Our end of the tunnels.
package io.eightfold.dataplane.tunnel;

import io.eightfold.wire.tunnel.Encapsulation;
import java.nio.file.Path;
import java.util.Set;

/**
 * Our end of the tunnels. Thread: any; immutable.
 *
 * @param local   IPv4 address that tunnels come to, or 0: none come and none leave
 * @param accepts how packets may arrive
 * @param https   of the HTTPS stream, or null when it is not in use
 * @param isSourceLoose whether the source of a packet out of a tunnel need not be reached by a tunnel to the end that sent it, but by any way out of the AS (RFC 3704 §2.4)
 * @param ownAsn  for which nobody outside may send, beside those of our interfaces; 0 for none
 */
public record TunnelConfig(int local, Set<Encapsulation> accepts, Https https, boolean isSourceLoose, int ownAsn) {
    /** No tunnels. */
    public static final TunnelConfig NONE = new TunnelConfig(0, Set.of(), null);

    public TunnelConfig {
        accepts = Set.copyOf(accepts);
    }

    /** With a strict check of sources. */
    public TunnelConfig(final int local, final Set<Encapsulation> accepts, final Https https) {
        this(local, accepts, https, false, 0);
    }

    /**
     * Keys of the HTTPS stream, files as PKCS 12.
     *
     * @param keyStore      our key and certificate
     * @param passwordFile  password of the key store, on the first line
     * @param trustStore    certificates that other ends are believed by
     */
    public record Https(Path keyStore, Path passwordFile, Path trustStore) {
    }

    /** Whether there is an end here. */
    public boolean isOn() {
        return local != 0;
    }
}
