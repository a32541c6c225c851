//! What an example may cost: so many values, however schemas nest. Sixteen required properties that lead back to where they
//! are would be 16⁶ values, six levels deep.

use serde_json::Value;

/// Most values of an example.
pub(super) const VALUES: usize = 300;
/// Bytes of a text that cost as much as a value.
const TEXT: usize = 100;

/// What is left for an example, and what it could not hold.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
    /// A value was asked for when nothing was left.
    pub(super) is_exceeded: bool,
    /// The page's own value was more than a whole example may cost.
    pub(super) passed_over: bool,
    /// A value lies deeper than is gone.
    pub(super) is_cut: bool,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self {
            left: VALUES,
            is_exceeded: false,
            passed_over: false,
            is_cut: false,
        }
    }

    /// A value that the page has, if the example can hold it.
    pub(super) fn afford(&mut self, value: &Value) -> Option<Value> {
        let cost = cost(value, VALUES);
        if cost > VALUES {
            self.passed_over = true;
            return None;
        }
        self.spend(cost).then(|| value.clone())
    }

    /// Whether there is something left for one more value of this name.
    pub(super) fn spend_on(&mut self, name: &str) -> bool {
        self.spend(1 + name.len() / TEXT)
    }

    fn spend(&mut self, cost: usize) -> bool {
        match self.left.checked_sub(cost) {
            Some(left) => self.left = left,
            None => self.is_exceeded = true,
        }
        !self.is_exceeded
    }
}

/// Values within a value, itself included; counted until they are more than `most`.
fn cost(value: &Value, most: usize) -> usize {
    let (mut cost, mut open) = (0, vec![value]);
    while let Some(value) = open.pop()
        && cost <= most
    {
        cost += 1;
        match value {
            Value::String(text) => cost += text.len() / TEXT,
            Value::Array(items) => open.extend(items.iter().take(most + 1)),
            Value::Object(entries) => {
                for (key, value) in entries.iter().take(most + 1) {
                    cost += key.len() / TEXT;
                    open.push(value);
                }
            }
            _ => {}
        }
    }
    cost
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_value_costs() {
        for (value, expected) in [
            (json!(1), 1),
            (json!([1, "a", {"b": null}]), 5),
            (json!("x".repeat(1000)), 11),
            (json!({"x".repeat(300): 1}), 5),
            (json!(vec![0; 99]), 100),
        ] {
            assert_eq!(cost(&value, VALUES), expected, "{value}");
        }
        assert!(cost(&json!(vec![vec![0; 1000]; 1000]), VALUES) > VALUES);
    }

    #[test]
    fn a_budget_is_spent_once() {
        let mut budget = Budget::new();
        assert_eq!(budget.afford(&json!(vec![0; VALUES])), None);
        assert!(budget.passed_over && !budget.is_exceeded);
        assert_eq!(budget.afford(&json!([1])), Some(json!([1])));
        assert!((0..VALUES - 2).all(|_| budget.spend_on("name")));
        assert!(!budget.spend_on("name") && budget.is_exceeded);
        assert_eq!(budget.afford(&json!(1)), None);
    }
}
