// SPDX-License-Identifier: Apache-2.0
// What the RIB knows of a peer.
package io.eightfold.bgp8.rib;

import io.eightfold.bgp8.message.Carrier;
import io.eightfold.bgp8.message.ErrorKind;
import io.eightfold.bgp8.message.SessionOptions;
import io.eightfold.bgp8.message.UpdateDecoder;
import java.util.Arrays;

/** What the RIB knows of a peer. Its paths carry an epoch of one bit: those of the other epoch are {@link OldPaths old}. Thread: control. */
final class BgpPeer {
    static final int CARRIERS = Carrier.values().length;
    /** In place of a carrier, for routes that originate here. */
    static final int NO_CARRIER = CARRIERS;

    final int id;
    final Refusals refusals = new Refusals();
    final AnswerCache policyAnswers;
    final long[] errors = new long[ErrorKind.values().length];
    PeerSettings settings;
    int sessionCost;

    /** Null while the session is down. */
    SessionOptions options;
    /** Of the last session, for the paths that outlive it. */
    SessionOptions lastOptions;
    UpdateDecoder decoder;
    GroupMember member;
    int localAddress;
    boolean isExternal;
    boolean isCeased;
    boolean hasWarned;
    /** Whether it says after a restart of ours when it has told all. */
    boolean isExpected = true;
    /** Whether its session was up since our start. */
    boolean hasComeUp;
    /** When the beginning of a refresh last cost a walk; 0: never. */
    long refreshWalkNs;
    int endOfRibReceived;
    int endOfRibSent;
    long updatesIn;
    long updatesOut;

    private final int[] epochs = new int[CARRIERS + 1];
    private final int[][] counts = new int[CARRIERS + 1][2];
    private final OldPaths[] old = new OldPaths[CARRIERS + 1];
    final long[] oldDeadlineNs = new long[CARRIERS];

    BgpPeer(final int id, final PeerSettings settings, final AttributePool pool) {
        this.id = id;
        this.settings = settings;
        sessionCost = settings == null ? 0 : settings.sessionCost();
        policyAnswers = new AnswerCache(pool);
        Arrays.fill(old, OldPaths.NONE);
    }

    boolean isLocal() {
        return id == BgpRib.LOCAL;
    }

    boolean isUp() {
        return options != null;
    }

    int epoch(final int carrier) {
        return epochs[carrier];
    }

    OldPaths old(final int carrier) {
        return old[carrier];
    }

    void old(final int carrier, final OldPaths kind) {
        old[carrier] = oldCount(carrier) == 0 ? OldPaths.NONE : kind;
    }

    /** All paths of the carrier become old ones; there are none now. */
    void flip(final int carrier, final OldPaths kind) {
        assert oldCount(carrier) == 0 : "peer " + id + " has old paths";
        epochs[carrier] ^= 1;
        old(carrier, kind);
    }

    int oldCount(final int carrier) {
        return counts[carrier][epochs[carrier] ^ 1];
    }

    void count(final int carrier, final int epoch, final int difference) {
        counts[carrier][epoch] += difference;
        if (old[carrier] != OldPaths.NONE && oldCount(carrier) == 0) {
            old[carrier] = OldPaths.NONE;
        }
    }

    /** What a path of the carrier and epoch is; {@link OldPaths#NONE} for one of now. */
    OldPaths kind(final int carrier, final int epoch) {
        return epoch == epochs[carrier] ? OldPaths.NONE : old[carrier];
    }

    /** Whether any path is its, also of those that are as good as gone. */
    boolean hasPaths() {
        return Arrays.stream(counts).anyMatch(ofCarrier -> ofCarrier[0] + ofCarrier[1] > 0);
    }

    /** Paths held, without those that are as good as gone. */
    int received() {
        int sum = 0;
        for (int carrier = 0; carrier <= CARRIERS; carrier++) {
            sum += counts[carrier][epochs[carrier]] + (old[carrier] == OldPaths.DEAD ? 0 : oldCount(carrier));
        }
        return sum;
    }

    int stale() {
        int sum = 0;
        for (int carrier = 0; carrier < CARRIERS; carrier++) {
            sum += old[carrier] == OldPaths.STALE || old[carrier] == OldPaths.LONG_LIVED ? oldCount(carrier) : 0;
        }
        return sum;
    }

    int identifier() {
        return lastOptions == null ? 0 : lastOptions.peerIdentifier();
    }

    int asn() {
        return lastOptions == null ? 0 : lastOptions.peerAsn();
    }
}
