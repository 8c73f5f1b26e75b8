// SPDX-License-Identifier: Apache-2.0
// Puts a verdict into words.
package io.eightfold.whois8.validation;

import io.eightfold.whois8.record.RecordStatus;
import io.eightfold.whois8.record.RouteRecord;
import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.List;

/** Gathers what a verdict was made of. Slow, and allocates: for people who ask. Thread: the table's. */
final class Explainer {
    private final DataSets dataSets;
    private final RecordPool pool;
    private final Overrides overrides;
    private final long nowS;
    private final List<String> exceptions = new ArrayList<>();

    Explainer(final DataSets dataSets, final RecordPool pool, final Overrides overrides, final long nowS) {
        this.dataSets = dataSets;
        this.pool = pool;
        this.overrides = overrides;
        this.nowS = nowS;
    }

    Explanation explain(final long addressBits, final int hostLength, final int originAsn, final VerdictReason reason) {
        final int asn = (int) (addressBits >>> 32);
        final String prefix = Ipv8Prefix.of(Ipv8Address.ofBits(addressBits), Ipv8Prefix.ASN_BITS + hostLength).toString();
        return new Explanation(prefix, originAsn, reason.verdict(), reason, looked(asn, (int) addressBits, hostLength), consulted(asn), exceptions);
    }

    private List<Explanation.Consulted> consulted(final int asn) {
        final List<Explanation.Consulted> consulted = new ArrayList<>();
        for (int number = 1; number <= dataSets.count(); number++) {
            if (dataSets.isInCharge(number, asn)) {
                final DataSetState state = dataSets.state(number);
                consulted.add(new Explanation.Consulted(state, word(state)));
            }
        }
        return consulted;
    }

    private String word(final DataSetState state) {
        if (!state.hasData() || state.isDisowned()) {
            return state.hasData() ? "its signing key is revoked" : "no data";
        }
        return state.isLive(nowS) ? "live" : dataSets.isExpiredUsed() ? "expired, used as configured" : "expired";
    }

    private List<Explanation.Looked> looked(final int asn, final int host, final int hostLength) {
        final List<Explanation.Looked> looked = new ArrayList<>();
        final int offset = pool.find(asn);
        for (int i = offset + 1; offset >= 0 && i <= offset + pool.count(offset); i++) {
            final long packed = pool.words()[i];
            final int length = PackedRecord.length(packed);
            if (length <= hostLength && ((PackedRecord.host(packed) ^ host) & RouteRecord.mask(Math.max(0, length))) == 0) {
                looked.add(looked(asn, packed, hostLength));
                noteOverrides(asn, packed);
            }
        }
        return looked;
    }

    private Explanation.Looked looked(final int asn, final long packed, final int hostLength) {
        final int length = PackedRecord.length(packed);
        final String name = PackedRecord.isAsn(packed) ? "AS" + Integer.toUnsignedString(asn)
            : new Ipv8Prefix(new Ipv8Address(asn, PackedRecord.host(packed)), Ipv8Prefix.ASN_BITS + length).toString();
        return new Explanation.Looked(name, dataSets.name(PackedRecord.dataSet(packed)), PackedRecord.maxLength(packed),
            RecordStatus.ofCode(PackedRecord.statusCode(packed)).orElseThrow().word(), PackedRecord.expiryS(packed), state(packed, hostLength));
    }

    private String state(final long packed, final int hostLength) {
        final int dataSet = PackedRecord.dataSet(packed);
        if (PackedRecord.isFiltered(packed)) {
            return "taken away by a local filter";
        }
        if (dataSet != DataSets.LOCAL && !dataSets.isLive(dataSet, nowS)) {
            return "does not count: the data of " + dataSets.name(dataSet) + (dataSets.state(dataSet).isDisowned() ? " is signed by a key that is revoked" : " has expired");
        }
        if (PackedRecord.statusCode(packed) != RecordStatus.ACTIVE.code()) {
            return RecordStatus.ofCode(PackedRecord.statusCode(packed)).orElseThrow().word();
        }
        if (PackedRecord.expiryS(packed) <= Math.min(nowS, PackedRecord.NEVER_S - 1)) {
            return "expired";
        }
        return PackedRecord.isAsn(packed) ? "active" : hostLength > PackedRecord.maxLength(packed) ? "covers it, but allows only /" + PackedRecord.maxLength(packed)
            : "covers it";
    }

    private void noteOverrides(final int asn, final long packed) {
        if (PackedRecord.isFiltered(packed)) {
            overrides.filters().stream().filter(filter -> FilterIndex.matches(filter, asn, packed)).map(Overrides.Filter::origin).forEach(this::note);
        } else if (PackedRecord.isOf(packed, DataSets.LOCAL)) {
            overrides.assertions().stream().filter(assertion -> assertion.asn() == asn && assertion.host() == PackedRecord.host(packed)
                && assertion.length() == PackedRecord.length(packed) && assertion.maxLength() == PackedRecord.maxLength(packed)).map(Overrides.Assertion::origin).forEach(this::note);
        }
    }

    private void note(final String origin) {
        if (!exceptions.contains(origin)) {
            exceptions.add(origin);
        }
    }
}
