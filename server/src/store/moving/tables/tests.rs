use super::*;

#[test]
fn every_distributed_table_is_moved() {
    let mut moved: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    let mut distributed = crate::store::DISTRIBUTED;
    moved.sort_unstable();
    distributed.sort_unstable();
    assert_eq!(moved, distributed);
    assert!(TABLES.iter().all(|table| table.columns[0] == ("org", Id)));
}
