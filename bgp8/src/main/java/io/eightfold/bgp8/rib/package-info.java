// SPDX-License-Identifier: Apache-2.0
// What the neighbours said, what is best of it, and what the neighbours are told.
/**
 * What the neighbours said (Adj-RIB-In), what is best of it (Loc-RIB), and what the neighbours are told (Adj-RIB-Out). One thread owns it; nothing here blocks,
 * waits or reads a clock. It works off one message at a time and otherwise in bounded turns, so that whoever shares the thread is never held up.
 *
 * <pre>
 *   UPDATE -> UpdateIntake -> AdjRibIn: paths as received, attribute sets by number (AttributePool)
 *                                | prefixes that wait
 *   turn  ->  Restarts (deadlines), RibWalk (what concerns many paths)
 *         ->  LocRib: PathJudgement for each path, Decision between them -> RouteInstaller
 *         ->  UpdateGroups: GroupFlush works out what changed (Export), Staging packs it -> PeerOutput, the same bytes to all in step
 * </pre>
 *
 * <p>Paths are kept as received; whether one may be used, and how, is worked out when its prefix is decided and kept until something it depends on changes. So a
 * new policy or verdict needs nothing from the neighbours. A path whose epoch is not that of its peer is old: gone, stale, or being told again.
 *
 * <p>Adj-RIB-Out is kept once for each update group. A member that takes nothing for a while leaves the common stream and is owed entries: it gets their state of
 * then when it has room. The peer whose own path is told to the others is left out of those messages and is owed a withdraw where it had another route.
 *
 * <p>Sources: RFC 4271 §9, 4456, 4724, 7606, 7911, 8212, 8326, 9234, 9494; spec section 5 for the order of the decision.
 */
package io.eightfold.bgp8.rib;
