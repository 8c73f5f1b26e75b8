// SPDX-License-Identifier: Apache-2.0
// Prefix-lists against a plain walk through their entries.
package io.eightfold.bgp8.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eightfold.wire.address.Ipv8Address;
import io.eightfold.wire.address.Ipv8Prefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixListTest {
    private static final int NONE = PrefixRule.NO_BOUND;

    private static PrefixRule rule(final int sequence, final Action action, final String prefix, final int ge, final int le) {
        return new PrefixRule(sequence, action, Ipv8Prefix.parse(prefix), ge, le);
    }

    private static boolean permits(final PrefixList list, final String prefix) {
        final Ipv8Prefix parsed = Ipv8Prefix.parse(prefix);
        return list.permits(parsed.address().bits(), parsed.lengthBits());
    }

    @Test
    void shouldMatchThePrefixItselfWithoutBounds() {
        final PrefixList list = new PrefixList("A", List.of(rule(5, Action.PERMIT, "64496.10.0.0.0/8", NONE, NONE)));
        assertTrue(permits(list, "64496.10.0.0.0/8"));
        assertFalse(permits(list, "64496.10.0.0.0/9"));
        assertFalse(permits(list, "64497.10.0.0.0/8"));
        assertFalse(permits(list, "64496.0.0.0.0/7"));
    }

    @Test
    void shouldCountBoundsInHostBits() {
        final PrefixList list = new PrefixList("A", List.of(
            rule(5, Action.PERMIT, "64496.10.0.0.0/8", 12, 16), rule(10, Action.PERMIT, "64497.0.0.0.0/0", NONE, 16), rule(15, Action.PERMIT, "10.0.0.0/8", 24, NONE)));
        assertFalse(permits(list, "64496.10.0.0.0/8"));
        assertTrue(permits(list, "64496.10.16.0.0/12"));
        assertTrue(permits(list, "64496.10.1.0.0/16"));
        assertFalse(permits(list, "64496.10.1.0.0/17"));
        assertTrue(permits(list, "64497.0.0.0.0/0"));
        assertFalse(permits(list, "64497.1.2.0.0/17"));
        assertTrue(permits(list, "10.1.2.3/32"));
        assertFalse(permits(list, "10.1.0.0/23"));
    }

    @Test
    void shouldTakeTheFirstEntryBySequence() {
        final PrefixList list = new PrefixList("A", List.of(
            rule(20, Action.PERMIT, "0.0.0.0.0.0.0.0/0", NONE, 32), rule(10, Action.DENY, "64496.10.0.0.0/8", NONE, 32), rule(5, Action.PERMIT, "64496.10.7.0.0/16", NONE, NONE)));
        assertTrue(permits(list, "64496.10.7.0.0/16"));
        assertFalse(permits(list, "64496.10.8.0.0/16"));
        assertTrue(permits(list, "0.0.0.0.0.0.0.0/0"));
        assertTrue(permits(list, "64500.10.8.0.0/16"));
        assertEquals(List.of(5, 10, 20), list.rules().stream().map(PrefixRule::sequence).toList());
    }

    @Test
    void shouldDenyWithoutAMatch() {
        final PrefixList empty = new PrefixList("EMPTY", List.of());
        assertFalse(permits(empty, "10.0.0.0/8"));
        assertNull(empty.decisive(0, 0));
    }

    @Test
    void shouldRefuseBoundsThatMatchNothing() {
        assertThrows(IllegalArgumentException.class, () -> rule(5, Action.PERMIT, "64496.10.0.0.0/8", 7, NONE));
        assertThrows(IllegalArgumentException.class, () -> rule(5, Action.PERMIT, "64496.10.0.0.0/8", NONE, 7));
        assertThrows(IllegalArgumentException.class, () -> rule(5, Action.PERMIT, "64496.10.0.0.0/8", 24, 16));
        assertThrows(IllegalArgumentException.class, () -> rule(5, Action.PERMIT, "64496.10.0.0.0/8", NONE, 33));
        assertThrows(IllegalArgumentException.class, () -> rule(0, Action.PERMIT, "64496.10.0.0.0/8", NONE, NONE));
        final List<PrefixRule> twice = List.of(rule(5, Action.PERMIT, "10.0.0.0/8", NONE, NONE), rule(5, Action.DENY, "11.0.0.0/8", NONE, NONE));
        assertEquals("ipv8 prefix-list A has two entries with sequence 5; give one of them another number",
            assertThrows(IllegalArgumentException.class, () -> new PrefixList("A", twice)).getMessage());
    }

    @Test
    void shouldAgreeWithAPlainWalkOnRandomLists() {
        final long seed = Long.getLong("bgp8.seed", 7L);
        final Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            final List<PrefixRule> rules = new ArrayList<>();
            final int size = random.nextInt(60);
            for (int i = 1; i <= size; i++) {
                rules.add(randomRule(i, random));
            }
            final List<PrefixRule> shuffled = new ArrayList<>(rules);
            Collections.shuffle(shuffled, random);
            final PrefixList list = new PrefixList("R", shuffled);
            for (int i = 0; i < 300; i++) {
                final Ipv8Prefix prefix = randomPrefix(random);
                assertEquals(naive(rules, prefix), list.decisive(prefix.address().bits(), prefix.lengthBits()), () -> "-Dbgp8.seed=" + seed + ' ' + prefix + ' ' + rules);
            }
        }
    }

    private static PrefixRule naive(final List<PrefixRule> rules, final Ipv8Prefix prefix) {
        for (final PrefixRule rule : rules) {
            final int bits = prefix.lengthBits();
            final boolean isLength = rule.ge() == NONE && rule.le() == NONE ? bits == rule.prefix().lengthBits()
                : (rule.ge() == NONE || bits >= 32 + rule.ge()) && (rule.le() == NONE || bits <= 32 + rule.le());
            if (isLength && bits >= rule.prefix().lengthBits() && rule.prefix().contains(prefix.address())) {
                return rule;
            }
        }
        return null;
    }

    /** Few different bits, so that prefixes cover each other often. */
    private static Ipv8Prefix randomPrefix(final Random random) {
        final long address = (long) (64_496 + random.nextInt(2)) << 32 | (long) random.nextInt(4) << 30 & 0xFFFF_FFFFL | (long) random.nextInt(4) << 14;
        return Ipv8Prefix.of(Ipv8Address.ofBits(address), random.nextInt(10) == 0 ? 0 : 32 + random.nextInt(33));
    }

    private static PrefixRule randomRule(final int sequence, final Random random) {
        final Ipv8Prefix prefix = randomPrefix(random);
        final int least = Math.max(0, prefix.hostLength());
        final int ge = random.nextBoolean() ? NONE : least + random.nextInt(33 - least);
        final int from = Math.max(least, ge);
        final int le = random.nextBoolean() ? NONE : from + random.nextInt(33 - from);
        return new PrefixRule(sequence, random.nextBoolean() ? Action.PERMIT : Action.DENY, prefix, ge, le);
    }

    @Test
    void shouldAnswerFromTenThousandEntriesInWellBelowAMillisecond() {
        final List<PrefixRule> rules = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rules.add(new PrefixRule(i + 1, Action.PERMIT, Ipv8Prefix.of(new Ipv8Address(64_496 + i, 10 << 24), 32 + 8 + i % 9), NONE, 24));
        }
        final PrefixList list = new PrefixList("BIG", rules);
        final long from = System.nanoTime();
        int permitted = 0;
        for (int i = 0; i < 100_000; i++) {
            permitted += list.permits((long) (64_496 + i) << 32 | 10L << 24, 32 + 20) ? 1 : 0;
        }
        assertEquals(10_000, permitted);
        assertTrue(System.nanoTime() - from < 5_000_000_000L, "100,000 answers took more than 5 s: are the entries walked through?");
    }
}
